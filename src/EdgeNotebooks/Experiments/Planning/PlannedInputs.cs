namespace EdgeNotebooks.Experiments.Planning;

/// <summary>Which pictures are sent.</summary>
public sealed record PlannedInputs
{
    /// <summary>How many, at least 1. Each is sent once in every run, always in the same order.</summary>
    public int Count { get; init; } = 5;

    /// <summary>Seed of the drawn or chosen pictures.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A folder of PNG or JPEG files instead of the subject's own drawn data set; full-size subjects need one, since their data sets cannot be drawn. Null for none; an empty one is none too.</summary>
    public string? Folder { get; init => field = value is "" ? null : value; }
}
