using System.Globalization;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Cli.Tests.WhatIf;

/// <summary>The page in a real browser computes what the library computes, wherever a reader drags it.</summary>
public sealed class WhatIfPageTests(PageFixture fixture) : IClassFixture<PageFixture>
{
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 };

    private PageView Page { get; } = new(fixture.Browser);

    [Fact]
    public void TheCsv_EqualsTheLibrary()
    {
        var random = new Random(5);
        double Draw(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
        foreach (var subject in fixture.Profile.Subjects)
        {
            Conditions[] all =
            [
                new(), new(20, 20), new(1, 1) { Links = LinkBehaviour.Steady },
                .. Enumerable.Range(0, s_isLong ? 40 : 3).Select(i => new Conditions(Draw(0.5, 500), Draw(0.5, 500))
                    { DelayMs = Draw(1, 100), MobileSpeed = Draw(0.25, 4), EdgeSpeed = Draw(0.25, 4), CloudSpeed = Draw(0.25, 4), Links = (LinkBehaviour)(i % 2) }),
            ];
            foreach (var at in all)
            {
                Page.Go(subject, at);
                Equal(fixture.Profile.Predict(subject, at), Page.Csv());
            }
        }
    }

    [Fact]
    public void AtEachFlipPointOfTheLibrary_ThePagesWinnerChanges()
    {
        Conditions[] all = [new(20, 20), new(5, 100) { Links = LinkBehaviour.Steady, MobileSpeed = 0.5, DelayMs = 20 }, .. s_isLong ? [new Conditions(), new(100, 100)] : Array.Empty<Conditions>()];
        var flips = 0;
        foreach (var subject in fixture.Profile.Subjects)
            foreach (var at in all)
                foreach (var (along, key, name) in PageView.Quantities)
                {
                    var found = fixture.Profile.FlipPoints(subject, along, at);
                    if (found.Count > 0) Page.Go(subject, at);
                    foreach (var flip in found)
                    {
                        Page.Browser.Type($"#{key}-number", (flip.Value * (1 - 1e-6)).ToString("R", CultureInfo.InvariantCulture));
                        Assert.Equal(flip.Below.Place, Page.Winner);
                        Assert.Contains(Shown(name), value => Math.Abs(value - flip.Value) <= 1e-9 * flip.Value);
                        Page.Browser.Type($"#{key}-number", (flip.Value * (1 + 1e-6)).ToString("R", CultureInfo.InvariantCulture));
                        Assert.Equal(flip.Above.Place, Page.Winner);
                        flips++;
                    }
                }

        Assert.InRange(flips, 20, 1000);
    }

    [Theory]
    [InlineData("near", "resnet")]
    [InlineData("far", "resnext")]
    [InlineData("delay", "resnet")]
    [InlineData("mobile", "duc")]
    [InlineData("edge", "resnet")]
    [InlineData("cloud", "fcn")]
    [InlineData("loss", "resnet")]
    public void DraggingASlider_AgreesWithTheLibraryAllTheWay(string key, string subject)
    {
        Page.Go(subject, new(20, 20));
        var middle = Page.Browser.Middle($"#{key}-range");
        var box = Page.Browser.Value($"(() => {{ const e = document.getElementById('{key}-range'), b = e.getBoundingClientRect(); return [b.x + 9, b.width - 18, (e.value - e.min) / (e.max - e.min)]; }})()")!;
        double left = box[0]!.GetValue<double>(), width = box[1]!.GetValue<double>(), place = box[2]!.GetValue<double>();
        var values = new HashSet<string>();
        Page.Browser.Mouse("mousePressed", left + width * place, middle.Y);
        for (var i = 0; i <= 16; i++)
        {
            Page.Browser.Mouse("mouseMoved", left + width * i / 16, middle.Y);
            Page.Browser.Settle();
            values.Add(Page.Browser.Text($"document.getElementById('{key}-number').value"));
            AgreeWithTheLibrary();
        }

        Page.Browser.Mouse("mouseReleased", left + width, middle.Y);
        Assert.InRange(values.Count, 15, 17);
    }

    [Fact]
    public void ArrowKeys_WalkAcrossAFlipPoint_AndTabReachesEveryControl()
    {
        Page.Go("resnet", new(20, 20));
        Page.Browser.Value("document.getElementById('near-range').focus()");
        var winners = new HashSet<string>();
        for (var i = 0; i < 14; i++)
        {
            Page.Browser.Key("ArrowRight", 39);
            Page.Browser.Settle();
            AgreeWithTheLibrary();
            winners.Add(Page.Winner);
        }

        Assert.Equal(2, winners.Count);
        Page.Browser.Value("document.getElementById('subject').focus()");
        var reached = new HashSet<string>();
        for (var i = 0; i < 24; i++)
        {
            reached.Add(Page.Browser.Text("document.activeElement.id || document.activeElement.name"));
            Page.Browser.Key("Tab", 9);
        }

        string[] expected = ["subject", .. new[] { "near", "far", "delay", "mobile", "edge", "cloud", "loss" }.SelectMany(key => new[] { $"{key}-range", $"{key}-number" }), "links", "stays", "tier", "reset", "csv"];
        Assert.Empty(expected.Except(reached));
    }

    [Fact]
    public void Wishes_FilterAsTheLibraryDoes_AndContradictionsNameTheTwo()
    {
        Page.Go("resnet", new(50, 50));
        Page.Browser.Click("#stays");
        AgreeWithTheLibrary();
        Page.Browser.Type("#loss-number", "0.5");
        AgreeWithTheLibrary();
        Page.Browser.Click("[name=tier][value=cloud]");
        AgreeWithTheLibrary();
        Page.Browser.Click("[name=links][value=steady] + span");
        AgreeWithTheLibrary();
        var (subject, at, wishes) = Page.Asked;
        Assert.Equal((0.5, true, "cloud", LinkBehaviour.Steady), (wishes.MaxAccuracyLoss, wishes.PictureStaysOnMobile, Assert.Single(wishes.Unavailable), at.Links));
        var forbidden = fixture.Profile.Of(subject).Except(wishes.Filter(fixture.Profile.Of(subject), candidate => candidate.Offer)).Select(candidate => candidate.Configuration.Place).ToHashSet();
        Assert.Equal(forbidden, [.. Page.Browser.Value("[...document.querySelectorAll('#latency .forbidden')].map(row => row.dataset.place)")!.AsArray().Select(place => place!.ToString())]);

        Page.Browser.Click("[name=tier][value=mobile]");
        var refused = Assert.Throws<ContradictionException>(() => fixture.Profile.Recommend(subject, at, Page.Asked.Wishes));
        Assert.Equal(2, refused.Wishes.Count);
        Assert.Equal("", Page.Winner);
        Assert.All(refused.Wishes, wish => Assert.Contains(wish, Page.Answer));
    }

    [Fact]
    public void TheState_SurvivesAReload()
    {
        Page.Go("fcn", new(20, 20));
        Page.Browser.Type("#near-number", "33.25");
        Page.Browser.Type("#edge-number", "1.7");
        Page.Browser.Type("#loss-number", "2");
        Page.Browser.Click("[name=tier][value=edge]");
        Page.Browser.Until("location.hash.includes('without=edge')");
        var before = (Page.Asked.Subject, Page.Asked.At, Page.Asked.Wishes.ToString(), Page.Winner);
        Page.Browser.Send("Page.reload");
        Page.Browser.Until("document.readyState === 'complete' && document.getElementById('answer')?.dataset.winner");
        Assert.Equal(before, (Page.Asked.Subject, Page.Asked.At, Page.Asked.Wishes.ToString(), Page.Winner));
        Assert.Equal(33.25, before.At.MobileEdgeMbps);
    }

    [Fact]
    public void BeyondTheMeasuredRates_ThePageSaysExtrapolated_AndSpeaksOnlyAfterAPause()
    {
        Page.Go("duc", new(20, 20));
        Assert.DoesNotContain("extrapolated", Page.Answer, StringComparison.OrdinalIgnoreCase);
        Page.Browser.Type("#near-number", "900");
        Assert.Contains("extrapolated", Page.Answer);
        Page.Browser.Until("document.getElementById('live').textContent.startsWith('Extrapolated.')");
        Assert.Contains(Page.Winner.Split(':')[1], Page.Browser.Text("document.getElementById('live').textContent"));
        Page.Browser.Type("#near-number", "-3");
        Assert.Equal("true", Page.Browser.Text("document.getElementById('near-number').getAttribute('aria-invalid')"));
        Assert.Contains("duc at 900", Page.Answer);
    }

    private double[] Shown(string name) =>
        [.. Page.Browser.Value($"[...document.querySelectorAll('[data-along={name}]')].map(item => Number(item.dataset.value))")!.AsArray().Select(value => value!.GetValue<double>())];

    private void AgreeWithTheLibrary()
    {
        var (subject, at, wishes) = Page.Asked;
        var expected = fixture.Profile.Recommend(subject, at, wishes);
        Assert.Equal(expected.Best.Candidate.Configuration.Place, Page.Winner);
        Assert.Equal(expected.Confidence, Page.Confidence, 1e-12);
        Assert.Equal(expected.IsClear, !Page.Answer.Contains("No clear winner", StringComparison.Ordinal));
    }

    private static void Equal(Predictions expected, string[][] csv)
    {
        Assert.Equal(expected.Count, csv.Length - 1);
        var frame = expected.ToDataFrame();
        for (var row = 0; row < expected.Count; row++)
        {
            var configuration = expected[row].Candidate.Configuration;
            Assert.Equal((configuration.Subject, configuration.Operator, configuration.Deployment), (Cell(row, "subject"), Cell(row, "operator"), Cell(row, "deployment")));
            foreach (var name in new[] { "latency_s", "low_s", "high_s", "links_s", "compute_s", "accuracy_pct", "accuracy_loss" })
            {
                var value = (double)frame[name][row];
                Assert.Equal(value, double.Parse(Cell(row, name), CultureInfo.InvariantCulture), 1e-9 * Math.Max(1, Math.Abs(value)));
            }

            Assert.Equal(expected.Conditions.IsExtrapolated ? "true" : "false", Cell(row, "extrapolated"));
        }

        string Cell(int row, string name) => csv[row + 1][Array.IndexOf(csv[0], name)];
    }
}
