"""The ballot protocol: Belenios 2.0, homomorphic questions, group BELENIOS-2048.

Modules are named as in the specification: `group`, `credential`, `keys` (trustees), `pki` and `threshold` (key
ceremony), `election`, `ballot`, `proofs`, `tally`, `decryption`, `result`, `archive`; `board` puts them together.
`encoding` holds JSON, numbers and hashes. Paragraph signs point into the specification that the Debian package
`belenios-tool` brings. No web framework, no disk, no network.
"""
