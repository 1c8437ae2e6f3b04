using System.Globalization;

namespace EdgeNotebooks.Display;

/// <summary>How far a piece of work is.</summary>
/// <param name="Work">The work, the same object in all of its reports.</param>
/// <param name="Title">What is done.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all.</param>
/// <param name="Unit">What is counted, in the plural.</param>
/// <param name="Elapsed">Time since it began.</param>
/// <param name="IsFinished">Whether this is the last report.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record WorkProgress(Work Work, string Title, long Done, long Total, string Unit, TimeSpan Elapsed, bool IsFinished) : IDisplay
{
    /// <summary>Time left at the speed so far; null before anything is done.</summary>
    public TimeSpan? Remaining => Done == 0 ? null : Elapsed * ((double)(Total - Done) / Done);

    /// <inheritdoc/>
    public string Render(string mimeType) => string.Create(CultureInfo.InvariantCulture,
        $"<div class=\"edgenb-progress\"><progress value=\"{Done}\" max=\"{Math.Max(Total, 1)}\" style=\"width:16rem\"></progress> {HtmlText.Encode(ToString())}</div>");

    /// <summary>One line: title, count, time.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Title}: {Done} of {Total} {Unit}, {Elapsed.TotalSeconds:0.0} s{(IsFinished || Remaining is not { } left ? "" : $", about {left.TotalSeconds:0} s left")}");
}
