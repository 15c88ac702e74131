"""Parses untrusted XML: no own entities and no external content."""

from __future__ import annotations

import codecs
import re
from typing import Any

from store.intake.limits import InputRejected

ENTITIES = "this XML declares entities of its own, which are not read"
_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)


def refuse_entities(data: bytes) -> None:
    """Reject XML that declares entities, or has a DOCTYPE with declarations. A bare DOCTYPE, as in
    old RSS, is accepted, and nothing is fetched for it.

    Raises:
        InputRejected: It has such declarations.
    """
    if _ENTITY.search(_seen(data)):
        raise InputRejected(ENTITIES)


def parsed_xml(data: bytes) -> Any:
    """Parse XML and return the root element.

    Raises:
        InputRejected: It has a DOCTYPE or is not well-formed.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise InputRejected("this XML has a DOCTYPE or entities, which are not read") from error
    except ParseError as error:
        raise InputRejected(f"the XML cannot be parsed: {error}") from error


def _seen(data: bytes) -> str:
    """Decode as far as a declaration needs it. It is ASCII in every encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:64]:
        data = data.replace(b"\0", b"")
    return data.decode("latin-1")
