using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

public sealed class LatenciesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private Latencies Read(params string[] lines) => Read(where: null, lines);

    private Latencies Read(Dictionary<string, string>? where, string[] lines)
    {
        File.WriteAllLines(_file, lines);
        return Latencies.ReadCsv(_file, where: where);
    }

    private InvalidTableException Refused(params string[] lines) => Assert.Throws<InvalidTableException>(() => Read(lines));

    [Fact]
    public void Rows_BecomeGroups_InTheOrderTheyWereMet()
    {
        var latencies = Read("operator,subject,latency_s,deployment", "identity,fcn,1.5,edge", "identity,fcn,3e0,cloud", "identity,fcn,2.5,edge", "");
        Assert.Equal(["fcn edge:identity", "fcn cloud:identity"], latencies.Select(group => group.Configuration.ToString()));
        Assert.Equal([1.5, 2.5], latencies["fcn", "identity", "edge"].Seconds.Values.ToArray());
        Assert.Equal(3, latencies.Measurements);
    }

    [Fact]
    public void Quotes_AndCarriageReturns_AreRead()
    {
        File.WriteAllText(_file, "subject,operator,tier,latency_s,note\r\n\"my, net\",identity,edge,\"2\",\"a \"\"b\"\"\"\r\n");
        Assert.Equal("my, net", Latencies.ReadCsv(_file)[0].Configuration.Subject);
    }

    [Fact]
    public void AMissingColumn_IsNamedWithThoseThatExist()
    {
        var error = Refused("subject,operator,deployment,latency_ms", "fcn,identity,edge,12");
        Assert.Contains("no column 'latency_s'; the columns are subject, operator, deployment, latency_ms; closest: 'latency_ms'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fast", "'fast' in column 'latency_s' is not a number")]
    [InlineData("NaN", "is not a finite number")]
    [InlineData("-0.5", "is negative")]
    [InlineData("1,5", "5 fields, the header has 4")]
    public void ABadLatency_IsReportedWithItsRow(string cell, string because)
    {
        var error = Refused("subject,operator,deployment,latency_s", "fcn,identity,edge,1", $"fcn,identity,edge,{cell}");
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.Equal((2, 3), (error.Row, error.Line));
        Assert.Contains("row 2 (line 3)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFile_AndOneWithoutRows_AreRefused()
    {
        Assert.Contains("empty", Refused().Message, StringComparison.Ordinal);
        Assert.Contains("no measurements", Refused("subject,operator,deployment,latency_s").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsNotKept_AreLeftOut_AndTheSourceSaysSo()
    {
        var latencies = Read("subject,operator,deployment,latency_s,kept", "fcn,identity,edge,9,false", "fcn,identity,edge,1,true");
        Assert.Equal(1, latencies.Measurements);
        Assert.Contains("1 of 2 rows left out", latencies.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralBandwidths_AreNotMixed_UntilOneIsChosen()
    {
        string[] lines = ["subject,operator,deployment,mobile_edge_mbps,latency_s", "fcn,identity,edge,1,9", "fcn,identity,edge,200,1"];
        Assert.Contains("several bandwidths", Refused(lines).Message, StringComparison.Ordinal);
        Assert.Equal(1, Read(new() { ["mobile_edge_mbps"] = "200" }, lines)[0].Seconds.Values[0]);
    }

    [Fact]
    public void InputsAndRuns_AreTakenOver()
    {
        var group = Read("subject,operator,deployment,latency_s,input_id,run", "fcn,identity,edge,1,a.png,1", "fcn,identity,edge,2,a.png,2")[0];
        Assert.Equal([0, 0], group.Repeats!.Input);
        Assert.Equal([0, 1], group.Repeats.Run);
    }

    [Fact]
    public void AWordThatWasNotMeasured_GetsTheNearestOne()
    {
        var latencies = Read("subject,operator,deployment,latency_s", "resnet,identity,edge,1", "fcn,identity,cloud,1");
        Assert.Contains("closest: 'resnet'", Assert.Throws<ConfigurationNotFoundException>(() => latencies.Of(subject: "restnet")).Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationNotFoundException>(() => latencies.Of(subject: "fcn", deployment: "edge"));
        Assert.Single(latencies.Of(deployment: "cloud"));
    }

    [Fact]
    public void TheDataFrame_HasTheContractsColumns()
    {
        var frame = Read("subject,operator,tier,latency_s", "fcn,identity,edge,1", "fcn,identity,edge,2").ToDataFrame();
        Assert.Equal(["subject", "operator", "deployment", "latency_s"], frame.Columns.Select(column => column.Name));
        Assert.Equal(2, frame.Rows.Count);
        Assert.Equal(2.0, frame["latency_s"][1]);
    }
}
