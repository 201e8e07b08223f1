"""A bucket on this machine that speaks the S3 protocol, empty, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

NAME = "piaojue"


@contextmanager
def bucket() -> Iterator[str]:
    """Its address as STORAGE takes it."""
    import boto3  # both take half a second, and few processes ask for a bucket
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    urlopen(
        Request(f"http://{host}:{port}/moto-api/reset", method="POST")
    )  # servers of one process share what they hold
    try:
        client = boto3.client(
            "s3",
            endpoint_url=f"http://{host}:{port}",
            aws_access_key_id="who",
            aws_secret_access_key="secret",
            region_name="us-east-1",
        )
        client.create_bucket(Bucket=NAME)
        yield f"s3://who:secret@{host}:{port}/{NAME}?tls=0"
    finally:
        server.stop()
