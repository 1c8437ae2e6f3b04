namespace EdgeNotebooks.Charts;

/// <summary>How panels stand in their grid, the same for every way to draw a figure.</summary>
internal static class PanelGrid
{
    /// <summary>Pixels between panels side by side: room for tick labels.</summary>
    public const double GapX = 44;

    /// <summary>Pixels between rows of panels: room for tick labels, axis titles and panel titles.</summary>
    public const double GapY = 78;

    /// <summary>Number of rows.</summary>
    public static int Rows(Figure figure) => (figure.Panels.Count + figure.Columns - 1) / figure.Columns;

    /// <summary>Title of a panel's horizontal axis; empty where the panel below says the same.</summary>
    public static string TitleX(Figure figure, int panel)
    {
        var title = figure.Panels[panel].X.Title;
        var below = panel + figure.Columns;
        return below < figure.Panels.Count && figure.Panels[below].X.Title == title ? "" : title;
    }

    /// <summary>Title of a panel's vertical axis; empty where the panel to the left says the same.</summary>
    public static string TitleY(Figure figure, int panel)
    {
        var title = figure.Panels[panel].Y.Title;
        return panel % figure.Columns > 0 && figure.Panels[panel - 1].Y.Title == title ? "" : title;
    }
}
