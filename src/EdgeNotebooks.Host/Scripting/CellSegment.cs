namespace EdgeNotebooks.Host.Scripting;

/// <summary>A run of lines in one language, between <c>#!</c> lines.</summary>
/// <param name="Language">What is to be done with the text.</param>
/// <param name="Text">The lines, preceded by as many blank ones as stand before them in the cell, so that line numbers hold.</param>
/// <param name="Line">First line of the segment in its cell, from 1.</param>
internal sealed record CellSegment(SegmentLanguage Language, string Text, int Line);

/// <summary>The languages of the dialect.</summary>
internal enum SegmentLanguage
{
    CSharp,
    Markdown,
    Import,
    Time,
    Who,
    Whos,
    About,
    Help,
}
