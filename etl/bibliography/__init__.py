"""Papers on the safety of language models in the ACL Anthology: streaming the archive, the rules of selection, the languages named, the volumes expected."""
