"""One pass over the bytes of a delimited text, to know what a fast reader may be trusted with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK: Final = 128 * 1024  # fits the cache; marks of larger ones are mapped and unmapped at each block
_TAIL: Final = 4096
_WORD: Final = 64
_ONE, _TOP = np.uint64(1), np.uint64(_WORD - 1)
LARGEST_FIELD: Final = 8 * 1024**2
"""Bytes of one field. The longest texts that trackers hold are 32,767 characters (Jira) to 1 MB (GitLab)."""
_QUOTE, _NEWLINE, _RETURN, _TAB, _FIRST_PRINTABLE = (ord(one) for one in '"\n\r\t ')
_LINE_ENDS: Final = frozenset({_NEWLINE, _RETURN})


@dataclass(slots=True)
class Survey:
    """What the bytes hold.

    Attributes
    ----------
    regular
        Every quote opens right after a delimiter or a line end and closes right before one, as RFC 4180 asks, and
        lines end as usual: then every reader understands the same thing.
    quotes, newlines, delimiters, controls, lone_returns
        How many of each; `delimiters` counts those outside of quotes, `controls` what is neither tab nor line end,
        `lone_returns` the carriage returns that no newline follows.
    return_last
        Whether the last byte is a carriage return.
    large
        Line (from 1) of a field that is larger than `LARGEST_FIELD`, where the pass stopped.
    """

    regular: bool = True
    quotes: int = 0
    newlines: int = 0
    delimiters: int = 0
    controls: int = 0
    lone_returns: int = 0
    return_last: bool = False
    large: int | None = None


class _Quotes:
    """Follows quotes from block to block, as bits: 64 bytes of the file are one word of the processor."""

    def __init__(self) -> None:
        self.open = False
        self.regular = True
        self._edge_before = True  # whether the byte before the block ends a field, or is a quote
        self.pending = False  # the last byte of the block before was a closing quote: the next one will tell

    def inside(self, quote: "NDArray[np.bool_]", edge: "NDArray[np.bool_]") -> "NDArray[np.uint64]":
        """Tell which bytes are within quotes, as bits, and note whether the quotes are where they should be.

        Parameters
        ----------
        quote, edge
            Which bytes are quotes, and which are delimiters or line ends.
        """
        quotes = _bits(quote)
        inside = _running_parity(quotes, start=self.open)
        # A quote in a quoted text is written twice: it closes and opens again at once.
        around = _bits(edge) | quotes
        before = (around << _ONE) | np.concatenate(([np.uint64(self._edge_before)], around[:-1] >> _TOP))
        after = (around >> _ONE) | np.concatenate((around[1:] << _TOP, [np.uint64(0)]))
        last = len(quote) - 1
        after[last // _WORD] |= np.uint64(1) << np.uint64(last % _WORD)  # the next block will tell
        faults = (quotes & inside & ~before) | (quotes & ~inside & ~after)
        self.regular &= not faults.any() and (not self.pending or bool(edge[0] or quote[0]))
        self.open ^= bool(np.bitwise_count(quotes).sum() % 2)
        self._edge_before = bool(edge[last] or quote[last])
        self.pending = bool(quote[last]) and not self.open
        return inside

    def skip(self, *, is_edge: bool) -> None:
        """Pass a block without any quote, of which the last byte is an edge or not."""
        self._edge_before = is_edge


def _bits(marks: "NDArray[np.bool_]") -> "NDArray[np.uint64]":
    packed = np.packbits(marks, bitorder="little")
    missing = -len(packed) % 8
    return (np.concatenate((packed, np.zeros(missing, np.uint8))) if missing else packed).view(np.uint64)


def _running_parity(bits: "NDArray[np.uint64]", *, start: bool) -> "NDArray[np.uint64]":
    """Set every bit that has an odd number of set bits up to itself."""
    parity = bits.copy()
    for shift in (1, 2, 4, 8, 16, 32):
        parity ^= parity << np.uint64(shift)
    carried = np.bitwise_xor.accumulate(np.concatenate(([np.uint64(start)], parity[:-1] >> _TOP)))
    return parity ^ (np.uint64(0) - carried)


def survey(stream: BinaryIO, delimiter: str, *, largest: int = LARGEST_FIELD) -> Survey:
    """Look at every byte once, block by block: nothing is kept, so that a giant field costs no memory.

    Parameters
    ----------
    stream
        Bytes in an encoding that keeps ASCII (UTF-8, Windows-1252...).
    delimiter
        One ASCII character.
    largest
        Bytes that one field may have.
    """
    found, mark = Survey(), ord(delimiter)
    quotes = _Quotes()
    length = _FieldLength(mark)
    buffer = bytearray(_BLOCK)
    while count := stream.readinto(buffer):  # type: ignore[attr-defined]  # every binary reader has it
        block = np.frombuffer(buffer, np.uint8, count)
        newline, delimiters = block == _NEWLINE, block == mark
        newlines = int(np.count_nonzero(newline))
        _count_controls(found, block, newlines)
        # Most blocks hold no quote: to look for the first is four times as fast as to mark every byte.
        quoted = buffer.find(b'"', 0, count) >= 0
        if quoted or quotes.open or quotes.pending:
            quote = block == _QUOTE
            found.quotes += int(np.count_nonzero(quote))
            inside = quotes.inside(quote, delimiters | newline | (block == _RETURN))
            found.delimiters += int(np.bitwise_count(_bits(delimiters) & ~inside).sum())
            length.follow(block, quote, quotes_open=quotes.open)
        else:
            found.delimiters += int(np.count_nonzero(delimiters))
            quotes.skip(is_edge=bool(delimiters[-1] or block[-1] in _LINE_ENDS))
            length.follow_plain(block)
        if length.bytes > largest:
            found.large = found.newlines + 1
            return found
        found.newlines += newlines
    found.lone_returns += found.return_last
    found.regular = quotes.regular and not quotes.open and not found.lone_returns
    return found


def _count_controls(found: Survey, block: "NDArray[np.uint8]", newlines: int) -> None:
    """Count control characters and carriage returns; a return alone is an old line end that Polars does not know."""
    low = int(np.count_nonzero(block < _FIRST_PRINTABLE)) - newlines
    if found.return_last and block[0] != _NEWLINE:
        found.lone_returns += 1
    found.return_last = bool(block[-1] == _RETURN)
    if low:
        at_return = block == _RETURN
        returns = int(np.count_nonzero(at_return))
        pairs = int(np.count_nonzero(at_return[:-1] & (block[1:] == _NEWLINE))) if returns else 0
        found.lone_returns += returns - pairs - int(found.return_last)
        found.controls += low - returns - int(np.count_nonzero(block == _TAB))


class _FieldLength:
    """Measures the field that a block leaves unfinished."""

    def __init__(self, mark: int) -> None:
        self.bytes = 0
        self._ends = (bytes((mark,)), b"\n", b"\r")
        self._run = 0  # quotes at the very end of the block before: the next block may add to them

    def follow(self, block: "NDArray[np.uint8]", quote: "NDArray[np.bool_]", *, quotes_open: bool) -> None:
        """Go on with one block; `quotes_open` tells whether its end is within quotes."""
        if quote.all():
            self._run += len(block)
            self.bytes += len(block)
            return
        carried, self._run = self._run, int(np.argmin(quote[::-1]))
        if not quotes_open ^ bool(self._run % 2):
            self._to_last_end(block)
            return
        # The field began at the last run of an odd number of quotes: an even run is doubled quotes, which are text.
        tail = quote[-max(_TAIL, self._run + 1) :]
        opening = _last_odd_run(tail[int(np.argmin(tail)) :], self._run)
        if opening is None:
            opening = _last_odd_run(np.concatenate((np.ones(carried, bool), quote)), self._run)
        self.bytes = self.bytes + len(block) if opening is None else opening

    def follow_plain(self, block: "NDArray[np.uint8]") -> None:
        """Go on with one block that lies outside of quotes and holds none."""
        self._run = 0
        self._to_last_end(block)

    def _to_last_end(self, block: "NDArray[np.uint8]") -> None:
        for tail in (block[-_TAIL:], block):  # nearly always, the end of a field is near
            data = tail.tobytes()
            end = max(data.rfind(one) for one in self._ends)
            if end >= 0:
                self.bytes = len(data) - end
                return
        self.bytes += len(block)


def _last_odd_run(quote: "NDArray[np.bool_]", left_out: int) -> int | None:
    """Find the last odd run of quotes, as its distance from the end; the run of `left_out` at the end is not one."""
    at = np.flatnonzero(quote[: len(quote) - left_out])
    if not len(at):
        return None
    starts = np.flatnonzero(np.diff(at, prepend=-2) > 1)
    odd = starts[np.diff(starts, append=len(at)) % 2 == 1]
    return len(quote) - int(at[odd[-1]]) if len(odd) else None
