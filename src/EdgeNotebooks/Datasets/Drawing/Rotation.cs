namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>
/// Cosine and sine of an angle, from multiplications and additions only: the platform's own functions may differ in the last bit,
/// and drawn pictures must not.
/// </summary>
internal readonly record struct Rotation(float Cos, float Sin)
{
    /// <summary>The rotation by a fraction of a full turn, 0 .. 1, counter-clockwise. Error below 1e-7.</summary>
    public static Rotation ByTurns(float turns)
    {
        var quarters = turns * 4.0;
        var quadrant = (int)Math.Floor(quarters + 0.5);
        var x = (quarters - quadrant) * (Math.PI / 2); // -pi/4 .. pi/4
        var y = x * x;
        var sin = x * (1 - y / 6 * (1 - y / 20 * (1 - y / 42 * (1 - y / 72))));
        var cos = 1 - y / 2 * (1 - y / 12 * (1 - y / 30 * (1 - y / 56 * (1 - y / 90))));
        return (quadrant & 3) switch
        {
            0 => new((float)cos, (float)sin),
            1 => new((float)-sin, (float)cos),
            2 => new((float)-cos, (float)-sin),
            _ => new((float)sin, (float)-cos),
        };
    }

    /// <summary>The point turned back by this rotation, that is, seen from the turned frame.</summary>
    public (float X, float Y) Undo(float x, float y) => (Cos * x + Sin * y, Cos * y - Sin * x);
}
