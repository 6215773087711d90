// Another tab begins at its top, however far down the button was that led there.
() => scrollTo(0, 0)
