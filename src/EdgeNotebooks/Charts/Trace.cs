namespace EdgeNotebooks.Charts;

/// <summary>Something drawn in a panel.</summary>
/// <param name="Name">What it is; shown in the legend and on hovering.</param>
public abstract record Trace(string Name)
{
    /// <summary>Colour as <c>#rrggbb</c>; Plotly's own choice if null.</summary>
    public string? Color { get; init; }
}

/// <summary>A box plot of samples: quartiles, median, 1.5 IQR whiskers, outliers as points (Tukey).</summary>
/// <param name="Name">The group's name, its place on the horizontal axis.</param>
/// <param name="Values">The samples, in the unit of the vertical axis.</param>
public sealed record BoxTrace(string Name, IReadOnlyList<double> Values) : Trace(Name)
{
    /// <summary>Place on the horizontal axis where several boxes stand side by side at each place; then the name is the hue.</summary>
    public string? Place { get; init; }
}

/// <summary>A box drawn from known quartiles, where the samples themselves are not there.</summary>
/// <param name="Name">The group's name, its place on the horizontal axis.</param>
/// <param name="Low">Lower whisker.</param>
/// <param name="Q1">First quartile.</param>
/// <param name="Median">Median.</param>
/// <param name="Q3">Third quartile.</param>
/// <param name="High">Upper whisker.</param>
public sealed record QuartileTrace(string Name, double Low, double Q1, double Median, double Q3, double High) : Trace(Name)
{
    /// <summary>Place on the horizontal axis where several boxes stand side by side at each place; then the name is the hue.</summary>
    public string? Place { get; init; }
}

/// <summary>Points, joined by a line or not.</summary>
/// <param name="Name">The series' name.</param>
/// <param name="X">Positions: numbers or names.</param>
/// <param name="Y">Values, as many as positions.</param>
public sealed record PointTrace(string Name, IReadOnlyList<object> X, IReadOnlyList<double> Y) : Trace(Name)
{
    /// <summary>Whether the points are joined.</summary>
    public bool HasLine { get; init; }

    /// <summary>Lower and upper end of a vertical bar at each point; none if empty.</summary>
    public IReadOnlyList<(double Low, double High)> Bars { get; init; } = [];

    /// <summary>Width of the line in CSS pixels.</summary>
    public double LineWidth { get; init; } = 1.5;

    /// <summary>Whether only the line is drawn, without marks at its points.</summary>
    public bool HidesMarks { get; init; }

    /// <summary>Whether the marks are squares instead of circles.</summary>
    public bool IsSquare { get; init; }

    /// <summary>Text of each point on hovering; none if empty.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

/// <summary>Bars, one per position.</summary>
/// <param name="Name">The series' name.</param>
/// <param name="X">Positions: numbers or names.</param>
/// <param name="Y">Heights, as many as positions.</param>
public sealed record BarTrace(string Name, IReadOnlyList<object> X, IReadOnlyList<double> Y) : Trace(Name)
{
    /// <summary>Where each bar begins, for bars that stand on others; empty for bars that begin at 0 side by side.</summary>
    public IReadOnlyList<double> Bases { get; init; } = [];
}

/// <summary>Words at positions, without marks.</summary>
/// <param name="Name">What they say.</param>
/// <param name="X">Positions: numbers or names.</param>
/// <param name="Y">Heights, as many as positions.</param>
/// <param name="Texts">Words, as many as positions.</param>
public sealed record TextTrace(string Name, IReadOnlyList<object> X, IReadOnlyList<double> Y, IReadOnlyList<string> Texts) : Trace(Name);

/// <summary>A grid of coloured cells with a word in each.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Columns">Names along the horizontal axis, left to right.</param>
/// <param name="Rows">Names along the vertical axis, bottom to top.</param>
/// <param name="Colors">Colour of each cell as <c>#rrggbb</c>, row by row; empty for a cell without data.</param>
/// <param name="Texts">Words of each cell, row by row.</param>
public sealed record CellTrace(
    string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, IReadOnlyList<IReadOnlyList<string>> Colors, IReadOnlyList<IReadOnlyList<string>> Texts) : Trace(Name);
