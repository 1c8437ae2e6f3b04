using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Tests.Statistics;

public class TailTests
{
    // SciPy 1.10.1: stats.chi2.sf(x, df)
    [Theory]
    [InlineData(0.5, 3, 0.9188914116546758)]
    [InlineData(7.814727903251179, 3, 0.05)]
    [InlineData(40, 19, 0.003272317118779744)]
    [InlineData(1, 1, 0.31731050786291115)]
    public void ChiSquare_EqualsPublishedValues(double x, double df, double p) => Close.Relative(p, Tail.ChiSquare(x, df), 1e-13);

    /// <summary>With two degrees of freedom the tail is exp(-x/2), whatever the size.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(3)]
    [InlineData(1332)]
    [InlineData(9670)]
    public void ChiSquareOfTwo_IsAnExponential(double x) =>
        Close.Relative(-x / 2 / Math.Log(10), Tail.ChiSquare(x, 2).Log10, 1e-14);

    /// <summary>With four degrees of freedom it is (1 + x/2) exp(-x/2).</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(8)]
    [InlineData(9700)]
    public void ChiSquareOfFour_IsItsClosedForm(double x) =>
        Close.Relative((Math.Log(1 + x / 2) - x / 2) / Math.Log(10), Tail.ChiSquare(x, 4).Log10, 1e-13);

    /// <summary>With one degree of freedom t is Cauchy: p = 1 - 2/pi atan(t), whose tail is 2/(pi t); with two, p = 1 - t/sqrt(2 + t^2).</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(30)]
    public void StudentOfOneAndTwo_AreTheirClosedForms(double t)
    {
        Close.Relative(2 / Math.PI * Math.Atan(1 / t), Tail.StudentTwoSided(t, 1), 1e-13);
        var root = Math.Sqrt(2 + t * t);
        Close.Relative(2 / (root * (root + t)), Tail.StudentTwoSided(t, 2), 1e-13);
    }

    [Fact]
    public void StudentOfOne_KeepsItsTailWhereTheSquareOverflows() =>
        Close.Relative(Math.Log10(2 / Math.PI) - 200, Tail.StudentTwoSided(1e200, 1).Log10, 1e-13);

    /// <summary>Even degrees of freedom have a finite sum: A(t|n) = s (1 + c/2 + 3c^2/8 + ...), Abramowitz and Stegun 26.7.4.</summary>
    [Theory]
    [InlineData(0.7, 30)]
    [InlineData(1.7, 30)]
    [InlineData(1.9, 300)]
    public void StudentOfEvenDegrees_EqualsItsFiniteSum(double t, int df)
    {
        var (sine, cosine2) = (t / Math.Sqrt(df + t * t), df / (df + t * t));
        double term = 1, sum = 1;
        for (var k = 1; k < df / 2; k++) sum += term *= cosine2 * (2 * k - 1) / (2 * k);
        Close.Relative(1 - sine * sum, Tail.StudentTwoSided(t, df), 1e-12);
    }

    // SciPy 1.10.1: 2 * stats.norm.sf(z)
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(5, 5.733031437583866e-07)]
    [InlineData(8, 1.244192114854348e-15)]
    public void NormalTwoSided_EqualsPublishedValues(double z, double p) => Close.Relative(p, Tail.NormalTwoSided(z), 1e-13);

    /// <summary>Asymptotic series of Mills' ratio, exact to 1e-16 at z = 98 (log10 p = -2087).</summary>
    [Fact]
    public void Normal_KeepsItsTailFarBelowDouble()
    {
        const double Z = 98;
        var z2 = Z * Z;
        var ln = -z2 / 2 - Math.Log(Z) - 0.5 * Math.Log(2 * Math.PI) + Math.Log(1 - 1 / z2 + 3 / (z2 * z2) - 15 / (z2 * z2 * z2));
        Close.Relative(ln / Math.Log(10), Tail.Normal(Z).Log10, 1e-14);
    }

    /// <summary>Student's t squared is F with one degree of freedom in the numerator.</summary>
    [Theory]
    [InlineData(0.3, 7)]
    [InlineData(4, 100)]
    [InlineData(200, 500)]
    public void FisherOfOne_IsStudentSquared(double t, double df) =>
        Close.Relative(Tail.StudentTwoSided(t, df).Log10, Tail.Fisher(t * t, 1, df).Log10, 1e-12);

    [Fact]
    public void NaN_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tail.ChiSquare(double.NaN, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tail.StudentTwoSided(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tail.Normal(double.NaN));
    }
}
