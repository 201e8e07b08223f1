"""A volunteer stands at a site without network: the patrol waits on the phone and is counted once."""

import pytest
from playwright.sync_api import expect

from piaojue.stages.deliver.tests import make
from piaojue.stages.supervise.models import Activity, Finding
from tests.browser.windows import PHONE

BUSY = """() => {
  const real = window.fetch;
  window.fetch = (where, how) =>
    how?.method === "POST" ? Promise.resolve(new Response("", { status: 503 })) : real(where, how);
}"""
"""The site answers every post that it is overloaded, until the page is loaded anew."""
FULL = """() => {
  IDBObjectStore.prototype.put = function (item) {
    const asked = this.get(item.number);
    this.transaction.abort();
    return asked;
  };
}"""
"""The phone keeps nothing."""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_patrol_written_without_network_is_sent_once_and_counted_once(cast, visit):
    project = make.project(cast)
    address = f"/p/{project.code}/patrol/"
    page = visit(cast.volunteer_lin, PHONE)
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/p/offline/').then((kept) => Boolean(kept))")
    page.context.set_offline(True)
    page.goto(address)
    expect(page.get_by_text("没有网络，先记下来")).to_be_visible()
    page.get_by_label("有问题").check()
    page.get_by_label("想说的话").fill("围挡倒了一段")
    page.get_by_role("button", name="记下来").click()
    expect(page.locator("[data-waiting]")).to_contain_text("围挡倒了一段")
    assert not Activity.objects.filter(kind="patrol").exists()
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert Activity.objects.get(kind="patrol").sight == "trouble"
    assert Finding.objects.get().text == "围挡倒了一段"
    page.evaluate(BUSY)
    page.get_by_label("没人在干").check()
    page.get_by_role("button", name="提交").click()
    expect(page.locator("[data-waiting]")).to_contain_text("网站正忙")
    page.reload()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert Activity.objects.filter(kind="patrol", sight="idle").count() == 1
    page.evaluate(FULL)
    page.get_by_label("正在干").check()
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(f"**/p/{project.code}/")
    assert Activity.objects.filter(kind="patrol").count() == 3
