from typing import Any, Final

_BLOCKS: Final = frozenset(
    {
        "paragraph",
        "heading",
        "listItem",
        "tableRow",
        "codeBlock",
        "blockquote",
        "panel",
        "rule",
        "mediaSingle",
        "taskItem",
    }
)
_INLINE_NAMES: Final = {"mention": "text", "emoji": "text", "status": "text", "date": "timestamp", "inlineCard": "url"}


def document_text(value: Any) -> str | None:
    """Give the text of a body: plain (Data Center) or an Atlassian Document Format tree (Cloud), blocks on lines.

    Source of the node types: Atlassian Document Format, developer.atlassian.com. Nodes are walked with a stack of our
    own: a tree may be as deep as JSON allows.
    """
    if isinstance(value, str):
        return value.strip() or None
    if not isinstance(value, dict):
        return None
    pieces: list[str] = []
    stack: list[Any] = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, dict):
            pieces.append(_own_text(node))
            if node.get("type") in _BLOCKS:
                stack.append("\n")
            content = node.get("content")
            stack.extend(reversed(content) if isinstance(content, list) else [])
    lines = (line.strip() for line in "".join(pieces).splitlines())
    return "\n".join(line for line in lines if line) or None


def _own_text(node: dict[str, Any]) -> str:
    kind, text = node.get("type"), node.get("text")
    if kind == "text" and isinstance(text, str):
        return text
    if kind == "hardBreak":
        return "\n"
    attributes = node.get("attrs")
    name = _INLINE_NAMES.get(kind) if isinstance(kind, str) else None
    found = attributes.get(name) if name and isinstance(attributes, dict) else None
    return found if isinstance(found, str) else ""
