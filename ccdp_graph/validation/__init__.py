"""Whether a graph conforms: shapes, engines, results, and the cells behind them."""
