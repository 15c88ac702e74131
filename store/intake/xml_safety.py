"""XML from a stranger: no entity but the five, so nothing can grow and nothing is opened."""

from __future__ import annotations

import codecs
import re
from typing import Any

from store.intake.limits import InputRejected

ENTITIES = "this XML declares entities of its own, which are not read"
_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)


def refuse_entities(data: bytes) -> None:
    """Raises `Refused` when an XML declares entities, or has a DOCTYPE with declarations of its
    own. A bare DOCTYPE, as old RSS has it, declares nothing and nothing is fetched for it."""
    if _ENTITY.search(_seen(data)):
        raise InputRejected(ENTITIES)


def parsed_xml(data: bytes) -> Any:
    """The root element. Raises `Refused` for XML with a DOCTYPE or with faults."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise InputRejected("this XML has a DOCTYPE or entities, which are not read") from error
    except ParseError as error:
        raise InputRejected(f"no XML that can be read: {error}") from error


def _seen(data: bytes) -> str:
    """As text, as far as a declaration needs it: whatever the encoding, it is in ASCII."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:64]:
        data = data.replace(b"\0", b"")
    return data.decode("latin-1")
