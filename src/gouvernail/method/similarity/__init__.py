"""How alike two short texts are: words folded, without their endings, in French and in English at once."""
