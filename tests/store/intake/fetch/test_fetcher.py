"""Many links side by side, and each host left in peace."""

from __future__ import annotations

import time
from contextlib import closing

from store.intake.answers import Answer, Request, Unfetched, answers_queue
from store.intake.fetch.client import Client
from store.intake.fetch.fetcher import THREADS, Fetcher, Hosts
from tests.store.intake.fetch.conftest import all_here, only_here
from tests.store.intake.fetch.web_server import WebServer


def test_one_request_at_a_time_for_each_host_and_many_hosts_at_once(web: WebServer) -> None:
    client = Client(rejection_reason=only_here, resolve=all_here)
    for number in range(4):
        web.put(f"/{number}", "text", seconds=0.05)
    with closing(Fetcher(client, pause=0)) as fetcher:
        same = [Request(f"{web.url}/{number}") for number in range(4)]
        assert all(isinstance(answer, Answer) for _, answer in fetcher.each(same))
        assert web.at_once == 1
        others = [Request(f"http://host{n}.example:{web.port}/{n}") for n in range(4)]
        assert all(isinstance(answer, Answer) for _, answer in fetcher.each(others))
        assert web.at_once > 1


def test_a_host_that_does_not_answer_is_not_asked_for_every_link(web: WebServer) -> None:
    client = Client(rejection_reason=only_here, resolve=all_here, seconds=0.2)
    for number in range(5):
        web.put(f"/{number}", "text", seconds=1)
    good = web.put("/good", "text").replace("127.0.0.1", "good.example")
    with closing(Fetcher(client, pause=0)) as fetcher:
        requests = [Request(f"{web.url}/{number}") for number in range(5)]
        answers = dict(fetcher.each([*requests, Request(good)]))
    reasons = [str(answers[request]) for request in requests]
    assert reasons[:2] == ["it took more than 0.2 seconds"] * 2
    assert reasons[2:] == ["127.0.0.1 gave no answer to others just now"] * 3
    assert isinstance(answers[Request(good)], Answer)
    assert len(web.asked) == 3


def test_robots_are_asked_about_pages_only(web: WebServer, client: Client) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /")
    link = web.put("/a", "text")
    with closing(Fetcher(client, pause=0)) as fetcher:
        assert isinstance(fetcher.one(Request(link)), Answer)
        assert web.paths == ["/a"]
        assert isinstance(fetcher.one(Request(link, is_page=True)), Unfetched)


def test_what_is_no_link_is_answered_too(client: Client) -> None:
    with closing(Fetcher(client)) as fetcher:
        assert "not a link" in str(fetcher.one(Request("--help")))


def test_the_feeds_of_a_host_take_turns_behind_what_a_person_named() -> None:
    hosts: Hosts[str] = Hosts(0)
    for number in range(3):
        hosts.put("host", f"large {number}", "large")
    hosts.put("host", "small", "small")
    hosts.put("host", "named")
    taken = []
    for _ in range(5):
        found = hosts.take()
        assert found is not None
        taken.append(found[1])
        hosts.done("host")
    assert taken == ["named", "large 0", "small", "large 1", "large 2"]


def test_no_more_is_fetched_than_waits_to_be_read(web: WebServer) -> None:
    client = Client(rejection_reason=only_here, resolve=all_here)
    requests = [Request(f"http://host{n}.example:{web.port}/") for n in range(90)]
    with closing(Fetcher(client, pause=0)) as fetcher:
        answers = answers_queue()
        for request in requests:
            fetcher.begin(request, answers)
        while not answers.full():
            time.sleep(0.01)
        time.sleep(0.2)
        assert len(web.asked) <= answers.maxsize + THREADS
        assert {answers.get()[0] for _ in requests} == set(requests)
