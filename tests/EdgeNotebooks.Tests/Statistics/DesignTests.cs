using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

public class DesignTests
{
    private static readonly double[] QqExpected = [-1.1289975352961017, -0.4856527065756922, 0.0, 0.48565270657569204, 1.1289975352961017];
    private static readonly double[] QqLine = [3.391642781445965, 3.7, 0.9228997349603374];

    private const double RLow = 1.1000000000000001;
    private const double RHigh = 3.4481879299133333;

    private const double FriedmanH = 4.260869565217386;
    private const double FriedmanP = 0.11878563669440916;

    // SciPy 1.10.1: stats.friedmanchisquare([1,2,3,4,5,9],[2,2,5,3,7,8],[4,1,6,5,9,9.5])
    [Fact]
    public void Friedman_EqualsSciPy()
    {
        var test = Friedman.Test([Samples.Of("a", 1, 2, 3, 4, 5, 9), Samples.Of("b", 2, 2, 5, 3, 7, 8), Samples.Of("c", 4, 1, 6, 5, 9, 9.5)]);
        Close.Relative(FriedmanH, test.ChiSquare, 1e-12);
        Close.Relative(FriedmanP, test.P, 1e-12);
    }

    [Fact]
    public void RepeatsOfTheSameInputs_AreFound_AndMediansAreTaken()
    {
        var random = new Random(4);
        var inputs = random.Normal(50);
        var repeats = Repeats.InOrder(250, 50);
        var nested = new Sample("nested", Enumerable.Range(0, 250).Select(i => inputs[i % 50] + 0.01 * random.NextDouble()));
        var found = PseudoReplication.Of(nested, repeats);
        Assert.InRange(found.IntraclassCorrelation, 0.99, 1);
        Assert.InRange(found.EffectiveCount, 49, 52);
        Assert.Contains("250 values of only 50 inputs", found.Warning, StringComparison.Ordinal);
        Assert.Equal(50, NestedMedians.Of(nested, repeats).Count);

        Assert.Null(PseudoReplication.Of(new("independent", random.Normal(250)), repeats).Warning);
    }

    [Fact]
    public void HodgesLehmann_EqualsItsDefinition()
    {
        var random = new Random(8);
        foreach (var n in new[] { 6, 13, 50, 51, 120 })
        {
            var a = new Sample("a", random.Normal(n).Select(Math.Exp));
            var b = new Sample("b", random.Normal(n).Select(Math.Exp));
            double[] d = [.. a.AsList().Zip(b.AsList(), (x, y) => Math.Log(x / y))];
            double[] walsh = [.. Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => (d[i] + d[j]) / 2)).Order()];
            var middle = (walsh[(walsh.Length - 1) / 2] + walsh[walsh.Length / 2]) / 2;
            var interval = HodgesLehmannRatio.Of(a, b);
            Close.Relative(Math.Exp(middle), interval.Estimate, 1e-12);
            Assert.Contains(walsh, value => Math.Abs(Math.Exp(value) - interval.Low) < 1e-12 * interval.Low);
            Assert.True(interval.Contains(interval.Estimate));
        }
    }

    // R 4.2.2: exp(wilcox.test(log(c(1.1,2.3,0.7,4.1,2.9,3.3,1.9)), conf.int=TRUE)$conf.int)
    [Fact]
    public void HodgesLehmann_EqualsR()
    {
        var interval = HodgesLehmannRatio.Of(Samples.Of("a", 1.1, 2.3, 0.7, 4.1, 2.9, 3.3, 1.9), Samples.Of("b", 1, 1, 1, 1, 1, 1, 1));
        Close.Relative(RLow, interval.Low, 1e-9);
        Close.Relative(RHigh, interval.High, 1e-9);
        Close.Relative(1 - 2 * 3 / 128.0, interval.Confidence, 1e-12); // 1 - 2 * psignrank(2, 7)
    }

    // R 4.2.2: i <- c(3,1,4,1.5,9,2.6,5,3.5,8,9.7); sort(i)[c(2,9)], 1 - 2*pbinom(1, 10, .5)
    [Fact]
    public void TheMediansInterval_IsBinomial()
    {
        var interval = MedianInterval.Of(Samples.Of("x", 3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8, 9.7));
        Assert.Equal((1.5, 9), (interval.Low, interval.High));
        Close.Relative(1 - 2 * 11 / 1024.0, interval.Confidence, 1e-12);
        Assert.Contains("at least 6", Assert.Throws<ArgumentException>(() => MedianInterval.Of(Samples.Of("x", 1, 2, 3, 4, 5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bootstraps_RepeatWithTheirSeed()
    {
        var random = new Random(1);
        var (a, b) = (new Sample("a", random.Normal(60).Select(Math.Exp)), new Sample("b", random.Normal(60).Select(Math.Exp)));
        Assert.Equal(MedianRatio.Bootstrap(a, b, seed: 5), MedianRatio.Bootstrap(a, b, seed: 5));
        Assert.NotEqual(MedianRatio.Bootstrap(a, b, seed: 5), MedianRatio.Bootstrap(a, b, seed: 6));
        var repeats = Repeats.InOrder(60, 20);
        Assert.Equal(MedianRatio.Clustered(a, repeats, b, repeats, seed: 5), MedianRatio.Clustered(a, repeats, b, repeats, seed: 5));
    }

    [Fact]
    public void ANonPositiveLatency_HasNoRatio() => Assert.Contains("positive",
        Assert.Throws<ArgumentException>(() => MedianRatio.Bootstrap(Samples.Of("a", 0, 1), Samples.Of("b", 1, 2))).Message, StringComparison.Ordinal);

    // SciPy 1.10.1: (osm, osr), (slope, intercept, r) = stats.probplot([3, 1, 4, 1.5, 9])
    [Fact]
    public void QqPoints_EqualSciPy()
    {
        var plot = QqPlot.Of(Samples.Of("x", 3, 1, 4, 1.5, 9));
        foreach (var (e, p) in QqExpected.Zip(plot.Points)) Assert.Equal(e, p.Theoretical, 1e-12);
        Assert.Equal([1, 1.5, 3, 4, 9], plot.Points.Select(point => point.Ordered));
        Close.Relative(QqLine[0], plot.Slope, 1e-12);
        Close.Relative(QqLine[1], plot.Intercept, 1e-12);
        Close.Relative(QqLine[2], plot.R, 1e-12);
    }

    /// <summary>The law of the display: groups share a letter exactly when they do not differ.</summary>
    [Fact]
    public void Letters_AreShared_ExactlyByGroupsThatDoNotDiffer()
    {
        var random = new Random(6);
        for (var draw = 0; draw < 300; draw++)
        {
            string[] names = [.. Enumerable.Range(0, random.Next(2, 8)).Select(i => $"g{i}")];
            var pairs = names.SelectMany((a, i) => names.Skip(i + 1).Select(b => (a, b))).ToArray();
            var differ = pairs.Where(_ => random.Next(2) == 0).ToHashSet();
            var letters = LetterDisplay.Of(names, differ);
            foreach (var (a, b) in pairs) Assert.Equal(!differ.Contains((a, b)), letters[a].Intersect(letters[b]).Any());
            Assert.All(letters.Values, word => Assert.NotEmpty(word));
        }
    }

    [Fact]
    public void Letters_StartWithTheFirstGroup() =>
        Assert.Equal(["a", "ab", "b"], LetterDisplay.Of(["edge", "mobile", "cloud"], [("edge", "cloud")]).Values);
}
