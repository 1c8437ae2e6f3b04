using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>A background: two colours mixed by a gradient, with soft random patches of light and dark.</summary>
internal readonly struct Clouds : IPaint
{
    private const int Grid = 6;

    private readonly Rgb _from;
    private readonly Rgb _to;
    private readonly Rotation _direction;
    private readonly float _size;
    private readonly float[] _patches;

    public Clouds(ref SplitMix64 random, Rgb from, Rgb to, float strength, float size)
    {
        (_from, _to, _size) = (from, to, size);
        _direction = Rotation.ByTurns(random.Uniform());
        _patches = new float[Grid * Grid];
        for (var i = 0; i < _patches.Length; i++) _patches[i] = random.Uniform(-strength, strength);
    }

    public Rgb At(float x, float y)
    {
        var (u, v) = (2 * x / _size - 1, 2 * y / _size - 1);
        var share = Math.Clamp(0.5f + 0.4f * (u * _direction.Cos + v * _direction.Sin), 0, 1);
        var light = Patch((Grid - 1.001f) * x / _size, (Grid - 1.001f) * y / _size);
        var colour = _from.Towards(_to, share);
        return new(colour.R + light, colour.G + light, colour.B + light);
    }

    private float Patch(float u, float v)
    {
        var (column, row) = (Math.Clamp((int)u, 0, Grid - 2), Math.Clamp((int)v, 0, Grid - 2));
        var (fu, fv) = (u - column, v - row);
        var at = row * Grid + column;
        var above = _patches[at] + (_patches[at + 1] - _patches[at]) * fu;
        var below = _patches[at + Grid] + (_patches[at + Grid + 1] - _patches[at + Grid]) * fu;
        return above + (below - above) * fv;
    }
}
