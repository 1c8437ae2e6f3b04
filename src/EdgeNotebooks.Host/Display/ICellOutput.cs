namespace EdgeNotebooks.Host.Display;

/// <summary>Where a running cell's outputs go: a document that is being written, or a client that is listening. Thread-safe.</summary>
public interface ICellOutput
{
    /// <summary>Text printed to <c>stdout</c> or <c>stderr</c>.</summary>
    void Stream(string name, string text);

    /// <summary>A value shown in between; <paramref name="displayId"/> allows to update it later.</summary>
    void Display(MimeBundle bundle, string displayId);

    /// <summary>A new state of a value shown before, be it in this cell or an earlier one.</summary>
    void Update(MimeBundle bundle, string displayId);

    /// <summary>The value of the cell's trailing expression.</summary>
    void Result(MimeBundle bundle, int executionCount);

    /// <summary>Something to read aside of the outputs, in the client's pager; where there is none, an output as others.</summary>
    void Page(MimeBundle bundle);

    /// <summary>Removes the cell's outputs so far.</summary>
    /// <param name="wait">Not before the next output comes, so that nothing flickers.</param>
    void Clear(bool wait);
}
