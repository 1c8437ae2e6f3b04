using EdgeNotebooks.Charts;

namespace EdgeNotebooks.WhatIf;

/// <summary>Predicted against measured latencies, each predicted without any cell of its rate on one link.</summary>
public static class PredictionFigure
{
    /// <summary>One point per left-out cell, coloured by deployment; on the line both are equal.</summary>
    /// <param name="check">The check, perhaps of some deployments only.</param>
    public static Figure Of(GridCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var cells = check.Series.SelectMany(one => one.Cells).ToArray();
        if (cells.Length == 0) throw new ArgumentException("the check has no predicted cell; check a deployment with at least three rates of a link", nameof(check));
        double low = cells.Min(cell => Math.Min(cell.Measured, cell.Predicted)), high = cells.Max(cell => Math.Max(cell.Measured, cell.Predicted));
        return new Figure([new Panel(
        [
            .. cells.GroupBy(cell => cell.Configuration.Deployment).Select(group => new PointTrace(group.Key, [.. group.Select(cell => (object)cell.Measured)], [.. group.Select(cell => cell.Predicted)])
            {
                Color = Palette.Of(group.Key),
                Texts = [.. group.Select(cell => $"{cell.Configuration} without {cell.LeftOut}")],
            }),
            new PointTrace("equal", [low, high], [low, high]) { HasLine = true, Color = "#333333" },
        ])
        {
            X = new Axis { Title = "measured median, s (log scale)", IsLog = true },
            Y = new Axis { Title = "predicted, s (log scale)", IsLog = true },
        }])
        {
            Title = "Predicted without the cell's rate",
            Height = 460,
            ShowLegend = true,
            Caption = $"{cells.Length} predictions of {cells.Select(cell => (cell.Configuration, cell.MobileEdgeMbps, cell.EdgeCloudMbps)).Distinct().Count()} cells; {check.Source}",
        };
    }
}
