namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>What a search may still spend, and how often it was refused.</summary>
internal sealed class Budget(long total)
{
    private long left = total;

    /// <summary>What one look costs.</summary>
    public long Price { get; set; } = 1;

    /// <summary>Looks that were not taken.</summary>
    public long Refused { get; private set; }

    public bool Take()
    {
        if (left < Price)
        {
            Refused++;
            return false;
        }

        left -= Price;
        return true;
    }
}
