using System.Diagnostics;
using System.Globalization;
using System.Text;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

/// <summary>Random data with ties, 2 to 20 groups of 3 to 5,000 values, against SciPy where python3 has it.</summary>
public class SciPyTests
{
    private const string Program = """
        import sys, json, warnings
        import numpy as np
        from scipy import stats
        warnings.simplefilter('ignore')
        log10 = lambda p: float(np.log10(p)) if p > 0 else None
        def conover(groups):
            ranks = stats.rankdata(np.concatenate(groups)); N = len(ranks); k = len(groups)
            own = np.split(ranks, np.cumsum([len(g) for g in groups])[:-1])
            H = stats.kruskal(*groups).statistic
            S2 = (np.sum(ranks**2) - N*(N+1)**2/4) / (N-1)
            t = abs(own[0].mean() - own[1].mean()) / np.sqrt(S2*(N-1-H)/(N-k)*(1/len(own[0]) + 1/len(own[1])))
            return [float(t), log10(2*stats.t.sf(t, N-k))]
        def swilk(x):
            # Royston (1995), AS R94, in double precision: what SciPy's own does in single.
            x = np.sort(x); n = len(x)
            if n == 3:
                W = (x[2]-x[0])**2 / 2 / np.sum((x-x.mean())**2)
                return W, np.log10(max(0.0, 6/np.pi*(np.arcsin(np.sqrt(W)) - np.arcsin(np.sqrt(.75))))) if W > .75 else None
            m = stats.norm.ppf((np.arange(1, n+1)-.375)/(n+.25)); mm = np.sum(m**2); u = 1/np.sqrt(n); a = np.zeros(n)
            a[-1] = np.polyval([-2.706056, 4.434685, -2.07119, -.147981, .221157, m[-1]/np.sqrt(mm)], u)
            if n <= 5:
                phi = (mm - 2*m[-1]**2) / (1 - 2*a[-1]**2); a[1:-1] = m[1:-1]/np.sqrt(phi)
            else:
                a[-2] = np.polyval([-3.582633, 5.682633, -1.752461, -.293762, .042981, m[-2]/np.sqrt(mm)], u)
                phi = (mm - 2*m[-1]**2 - 2*m[-2]**2) / (1 - 2*a[-1]**2 - 2*a[-2]**2); a[2:-2] = m[2:-2]/np.sqrt(phi); a[1] = -a[-2]
            a[0] = -a[-1]; c = x - x.mean(); W = np.sum(a*c)**2 / np.sum(c**2)
            if n <= 11:
                z = (-np.log(.459*n - 2.273 - np.log1p(-W)) - np.polyval([-6.714e-4, .025054, -.39978, .544], n)) / np.exp(np.polyval([-.0020322, .062767, -.77857, 1.3822], n))
            else:
                l = np.log(n); z = (np.log1p(-W) - np.polyval([.0038915, -.083751, -.31082, -1.5861], l)) / np.exp(np.polyval([.0030302, -.082676, -.4803], l))
            return float(W), float(stats.norm.logsf(z)/np.log(10))
        for line in sys.stdin:
            groups = [np.array(g) for g in json.loads(line)]
            a, b = groups[0], groups[1]; n = min(len(a), len(b))
            kw = stats.kruskal(*groups)
            mw = stats.mannwhitneyu(a, b, method='asymptotic', use_continuity=True)
            out = [float(kw.statistic), log10(kw.pvalue), *conover(groups), float(mw.statistic), log10(mw.pvalue)]
            for zeros in ('wilcox', 'pratt'):
                w = stats.wilcoxon(a[:n], b[:n], zero_method=zeros, method='approx')
                out += [float(w.statistic), log10(w.pvalue)]
            fr = stats.friedmanchisquare(*[g[:3] for g in groups]) if len(groups) > 2 else None
            out += [float(fr.statistic), log10(fr.pvalue)] if fr and fr.pvalue == fr.pvalue else [None, None]
            sh = stats.shapiro(a); out += [float(sh.statistic), log10(sh.pvalue), *swilk(a)]
            print(json.dumps(out), flush=True)
        """;

    [Fact]
    public void RandomDataWithTies_GivesSciPysNumbers()
    {
        var random = new Random(77);
        var cases = Enumerable.Range(0, 60).Select(_ => Draw(random)).ToArray();
        var answers = Ask(cases.Select(Json));
        Assert.Equal(cases.Length, answers.Length);
        for (var i = 0; i < cases.Length; i++)
        {
            var groups = cases[i];
            var cells = answers[i].Trim('[', ']').Split(", ").Select(cell => cell == "null" ? (double?)null : double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            var what = $"case {i}: {string.Join(' ', groups.Select(g => g.Count))}";
            var n = Math.Min(groups[0].Count, groups[1].Count);
            Sample a = new("a", groups[0].AsList().Take(n)), b = new("b", groups[1].AsList().Take(n));
            var kruskal = KruskalWallis.Test(groups);
            var conover = ConoverIman.Test(groups)[0];
            var rankSum = MannWhitney.Test(groups[0], groups[1], PMethod.Asymptotic);
            Agree(cells, 0, kruskal.H, kruskal.P, what + " kruskal");
            Agree(cells, 2, conover.Statistic, conover.P, what + " conover");
            Agree(cells, 4, rankSum.U, rankSum.P, what + " mann-whitney");
            Agree(cells, 6, WilcoxonSignedRank.Test(a, b, method: PMethod.Asymptotic), what + " wilcoxon");
            Agree(cells, 8, WilcoxonSignedRank.Test(a, b, ZeroDifferences.Pratt, PMethod.Asymptotic), what + " pratt");
            if (cells[10] is not null)
            {
                var friedman = Friedman.Test([.. groups.Select(g => new Sample(g.Name, g.AsList().Take(3)))]);
                Agree(cells, 10, friedman.ChiSquare, friedman.P, what + " friedman");
            }

            var shapiro = ShapiroWilk.Test(groups[0]);
            // SciPy before 1.11 works in single precision: W is off by up to 5e-6 at 500 values and, with many ties, 5e-5 at 5,000 (R, and AS R94 in double below, are with us).
            Assert.Equal(cells[12]!.Value, shapiro.W, groups[0].Count <= 500 ? 5e-6 : 1e-4);
            Assert.Equal(cells[14]!.Value, shapiro.W, 1e-10);
            // At the least W that three values can have p is 0, and rounding decides which tiny number stands for it.
            if (cells[15] is < -14 && groups[0].Count == 3) Assert.InRange(shapiro.P.Value, 0, 1e-14);
            else if (cells[15] is { } exact) Assert.True(Math.Abs(exact - shapiro.P.Log10) <= 1e-9 + 1e-7 * Math.Abs(exact), $"{what} AS R94 {exact} {shapiro.P.Log10}");
            if (cells[13] is { } log) Assert.True(Math.Abs(log - shapiro.P.Log10) <= 5e-4 * Math.Abs(log) + 2e-4, $"{what} shapiro {log} {shapiro.P.Log10}");
        }
    }

    private static void Agree(double?[] cells, int at, WilcoxonSignedRank ours, string what) => Agree(cells, at, ours.W, ours.P, what);

    private static void Agree(double?[] cells, int at, double statistic, PValue p, string what)
    {
        Assert.True(Math.Abs(cells[at]!.Value - statistic) <= 1e-9 * Math.Abs(statistic) + 1e-12, $"{what}: {cells[at]} {statistic}");
        if (cells[at + 1] is { } log) Close.Log10P(log, p.Log10, what);
    }

    private static Sample[] Draw(Random random)
    {
        var distinct = random.Next(4) switch { 0 => 3, 1 => 20, 2 => 1000, _ => 1_000_000_000 };
        var largest = random.Next(5) switch { 0 => 5, 1 => 5000, _ => 300 };
        while (true)
        {
            Sample[] groups = [.. Enumerable.Range(0, random.Next(2, 21)).Select(i => new Sample($"g{i}",
                Enumerable.Range(0, random.Next(3, largest + 1)).Select(_ => (double)random.Next(distinct) + i * distinct / 50)))];
            var first = Math.Min(groups[0].Count, groups[1].Count);
            if (groups[0].Sorted[0] < groups[0].Sorted[^1]
                && groups[0].AsList().Take(first).Zip(groups[1].AsList().Take(first)).Count(pair => pair.First != pair.Second) > 1) return groups;
        }
    }

    private static string Json(Sample[] groups) => "[" + string.Join(',', groups.Select(group =>
        "[" + string.Join(',', group.AsList().Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "]")) + "]";

    private static string[] Ask(IEnumerable<string> lines)
    {
        var python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasSciPy);
        Assert.SkipWhen(python is null, "no python3 with scipy on this machine");
        using var process = Start(python!, "-c", Program);
        var output = process.StandardOutput.ReadToEndAsync();
        foreach (var line in lines) process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        return output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool HasSciPy(string python)
    {
        try
        {
            using var process = Start(python, "-c", "import scipy.stats");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
    })!;
}
