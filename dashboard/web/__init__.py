"""What stands around the pages: the HTML they start from, and the frame that every run goes through."""
