"""Sums that grow with every article, written once a batch."""

from __future__ import annotations

import sqlite3


class Sums:
    """Amounts to add to columns of a row, by the row's number."""

    def __init__(
        self, connection: sqlite3.Connection, table: str, columns: tuple[str, ...]
    ) -> None:
        self._connection = connection
        added = ", ".join(f"{column} = {column} + ?" for column in columns)
        self._statement = f"UPDATE {table} SET {added} WHERE id = ?"
        self._none = [0] * len(columns)
        self._amounts: dict[int, list[int]] = {}

    def add(self, number: int, column: int, amount: int) -> None:
        self._amounts.setdefault(number, self._none.copy())[column] += amount

    def reset(self) -> None:
        self._amounts.clear()

    def settle(self) -> list[int]:
        """Write what was added; the numbers of the rows."""
        numbers = sorted(self._amounts)
        self._connection.executemany(
            self._statement, ((*self._amounts[number], number) for number in numbers)
        )
        self._amounts.clear()
        return numbers
