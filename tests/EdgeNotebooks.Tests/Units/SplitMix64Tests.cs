using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Units;

public class SplitMix64Tests
{
    /// <summary>Values for state 1234567: https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.</summary>
    [Fact]
    public void Sequence_IsThatOfThePublishedAlgorithm()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()).ToArray());
    }

    [Fact]
    public void EachPartOfTheKey_GivesAnotherSequence()
    {
        ulong[] first = [First(0, 0, 0), First(1, 0, 0), First(0, 1, 0), First(0, 0, 1), First(2, 0, 0), First(0, 2, 0), First(0, 0, 2)];
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    /// <summary>Standard errors at 100,000 draws: 0.0009 for a uniform's mean, 0.0032 and 0.0022 for mean and deviation of a bell.</summary>
    [Fact]
    public void UniformAndBell_HaveTheirMoments()
    {
        var random = SplitMix64.For(1, 2, 3);
        var uniform = Enumerable.Range(0, 100_000).Select(_ => (double)random.Uniform(2, 4)).ToArray();
        var bell = Enumerable.Range(0, 100_000).Select(_ => (double)random.Bell()).ToArray();
        Assert.InRange(uniform.Min(), 2, 2.001);
        Assert.InRange(uniform.Max(), 3.999, 4);
        Assert.Equal(3, uniform.Average(), 0.01);
        Assert.Equal(0, bell.Average(), 0.015);
        Assert.Equal(1, Math.Sqrt(bell.Average(value => value * value)), 0.01);
    }

    [Fact]
    public void Below_ReachesEveryNumberAndNoOther()
    {
        var random = new SplitMix64(5);
        Assert.Equal(Enumerable.Range(0, 7), Enumerable.Range(0, 1000).Select(_ => random.Below(7)).Distinct().Order());
    }

    private static ulong First(ulong seed, ulong stream, ulong index) => SplitMix64.For(seed, stream, index).Next();
}
