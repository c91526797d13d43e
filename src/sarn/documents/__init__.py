"""Paper and pictures: PDF through Typst, workbooks, photos that are checked and stripped."""
