// Stands where MathJax would: the tests read formulas as their source.
