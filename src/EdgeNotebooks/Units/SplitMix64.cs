namespace EdgeNotebooks.Units;

/// <summary>
/// Random numbers that repeat on every platform and in every version of .NET, which <see cref="Random"/> with a seed does not
/// promise. Only integer steps and exactly rounded float operations are used.
/// </summary>
/// <remarks>Source: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators; constants of splitmix64.c.</remarks>
internal struct SplitMix64(ulong state)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>A generator of its own for each key, so that item i can be drawn without drawing those before it.</summary>
    public static SplitMix64 For(ulong seed, ulong stream, ulong index) =>
        new(Mix(Mix(Mix(seed + Increment) ^ (stream + 1) * 0xD6E8FEB86659FD93) ^ (index + 1) * 0xA0761D6478BD642F));

    /// <summary>The next 64 random bits.</summary>
    public ulong Next() => Mix(_state += Increment);

    /// <summary>Uniform in [0, 1), 24 bits.</summary>
    public float Uniform() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float Uniform(float low, float high) => low + (high - low) * Uniform();

    /// <summary>Uniform in 0 .. <paramref name="count"/>-1; the bias of at most count / 2^32 is accepted.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>True with the given probability.</summary>
    public bool Chance(float probability) => Uniform() < probability;

    /// <summary>
    /// Nearly normal, mean 0 and deviation 1: the sum of four 16-bit uniforms, so never beyond 3.47 deviations.
    /// </summary>
    public float Bell()
    {
        var bits = Next();
        var sum = (int)(bits & 0xFFFF) + (int)(bits >> 16 & 0xFFFF) + (int)(bits >> 32 & 0xFFFF) + (int)(bits >> 48);
        return (sum - 131070) * (1.7320508f / 65536f);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
