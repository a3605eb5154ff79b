"""The colours of all figures."""

# Okabe and Ito (2008): colours that people with any of the common colour-vision deficiencies can tell apart.
BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7"
INK, GREY, PALE = "#222222", "#767676", "#D9D9D9"
# Colours of groups, in the order in which groups get them.
SERIES = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY)
