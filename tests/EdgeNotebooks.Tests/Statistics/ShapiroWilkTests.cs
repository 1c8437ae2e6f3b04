using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Tests.Statistics;

public class ShapiroWilkTests
{
    private static readonly Dictionary<string, Func<double, double, double>> Data = new()
    {
        ["square"] = (i, _) => i * i,
        ["sine"] = (i, n) => Math.Sin(i * i) + i / n,
        ["log"] = (i, _) => Math.Log(i),
        ["ties"] = (i, _) => i * i * i % 17,
    };

    // R 4.2.2: i <- 1:n; r <- shapiro.test(i*i), shapiro.test(sin(i*i)+i/n), shapiro.test(log(i)),
    // shapiro.test((i*i*i) %% 17); sprintf("%.17g %.17g", r$statistic, r$p.value)
    [Theory]
    [InlineData("square", 4, 0.96212403759749954, 0.79226858783220777)]
    [InlineData("sine", 4, 0.84197638973305367, 0.20122647458330351)]
    [InlineData("square", 5, 0.94982453465555883, 0.7359347808849005)]
    [InlineData("log", 5, 0.9471765269060215, 0.7170098633997728)]
    [InlineData("sine", 6, 0.93372373845187573, 0.60914964246627334)]
    [InlineData("log", 7, 0.92980003751108231, 0.54920017627275197)]
    [InlineData("square", 11, 0.91863204475925186, 0.30741084749323166)]
    [InlineData("log", 12, 0.90638410780080392, 0.19171078118255644)]
    [InlineData("sine", 20, 0.93189419877780988, 0.16792778508475928)]
    [InlineData("log", 50, 0.86331992125341006, 3.6223679616278634e-05)]
    [InlineData("sine", 100, 0.95274985092673359, 0.0012646464803587603)]
    [InlineData("square", 500, 0.89527663269331581, 5.5409209508351986e-18)]
    [InlineData("log", 1000, 0.82430470190944227, 1.0382707314345777e-31)]
    [InlineData("ties", 20, 0.96133901756147833, 0.57093482604610568)]
    [InlineData("ties", 500, 0.94758012369387434, 2.6265148587197727e-12)]
    [InlineData("ties", 1000, 0.94744695650773103, 2.1673139017925582e-18)]
    [InlineData("sine", 4999, 0.9636087639144717, 1.0192695494423309e-33)]
    [InlineData("log", 5000, 0.81858895653576069, 9.2554138319998379e-60)]
    public void WAndP_EqualR(string kind, int n, double w, double p)
    {
        var test = ShapiroWilk.Test(new(kind, Enumerable.Range(1, n).Select(i => Data[kind](i, n))));
        Assert.Equal(w, test.W, 1e-10);
        Close.Relative(p, test.P, 1e-9);
    }

    // R 4.2.2: shapiro.test(c(1,2,4)); shapiro.test(c(1.0,1.1,9))
    [Theory]
    [InlineData(1, 2, 4, 0.96428571428571419, 0.6368868450289632)]
    [InlineData(1, 1.1, 9, 0.75937351684860022, 0.020804041092104226)]
    public void OfThree_PIsExact(double a, double b, double c, double w, double p)
    {
        var test = ShapiroWilk.Test(Samples.Of("three", a, b, c));
        Assert.Equal(w, test.W, 1e-10);
        Assert.Equal(p, test.P, 1e-10);
    }

    [Fact]
    public void Scale_AndOrigin_DoNotMatter()
    {
        var values = new Random(3).Normal(40);
        var expected = ShapiroWilk.Test(new("x", values));
        var moved = ShapiroWilk.Test(new("y", values.Select(value => 1e-200 * value + 1e-198)));
        Assert.Equal(expected.W, moved.W, 1e-12);
    }

    [Fact]
    public void TooFew_TooMany_AndConstants_AreRefused()
    {
        Assert.Contains("at least 3", Assert.Throws<ArgumentException>(() => ShapiroWilk.Test(Samples.Of("x", 1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("at most 5000", Assert.Throws<ArgumentException>(() =>
            ShapiroWilk.Test(new("x", Enumerable.Range(0, 5001).Select(i => (double)i)))).Message, StringComparison.Ordinal);
        Assert.Contains("equal", Assert.Throws<ArgumentException>(() => ShapiroWilk.Test(Samples.Of("x", 2, 2, 2))).Message, StringComparison.Ordinal);
    }
}
