"""Which addresses are of the public internet."""

from __future__ import annotations

import pytest

from store.intake.fetch.addresses import rejection_reason


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"), ("127.8.9.10", "loopback"), ("::1", "loopback"),
        ("0.0.0.0", "this machine"), ("::", "this machine"),  # noqa: S104 - it is only named
        ("10.0.0.1", "private"), ("172.16.0.1", "private"), ("192.168.1.1", "private"),
        ("100.64.0.1", "private"), ("169.254.169.254", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("224.0.0.251", "multicast"), ("ff02::1", "multicast"), ("ff0e::1", "multicast"),
        ("240.0.0.1", "reserved"), ("255.255.255.255", "reserved"), ("192.0.2.1", "reserved"),
        ("198.18.0.1", "reserved"), ("192.88.99.1", "reserved"), ("2001:db8::1", "reserved"),
        ("fc00::1", "private"), ("fec0::1", "private"), ("5f00::1", "reserved"),
        ("::ffff:127.0.0.1", "loopback address, inside"), ("::ffff:10.0.0.1", "inside"),
        ("::127.0.0.1", "loopback address, inside"), ("2002:7f00:1::", "inside"),
        ("64:ff9b::169.254.169.254", "link-local address, inside"),
        ("64:ff9b:1::1", "reserved"), ("2002:808:808::", "reserved"), ("no address", "no address"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_named_by_its_kind(address: str, kind: str) -> None:
    assert kind in (rejection_reason(address) or "public")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_a_public_address_may_be_connected_to(address: str) -> None:
    assert rejection_reason(address) is None
