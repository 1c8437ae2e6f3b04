using EdgeNotebooks.Analysis;
using EdgeNotebooks.Analysis.Exchange;
using EdgeNotebooks.Experiments.Planning;

namespace EdgeNotebooks.Tests.Analysis.Exchange;

public sealed class ResultImportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ACsvFile_KeepsWhatItsColumnsSay()
    {
        File.WriteAllText(_folder["a.csv"], "subject,operator,tier,latency_s,run,kept,mobile_edge_mbps\nresnet,identity,edge,0.5,1,true,200\nresnet,identity,edge,0.7,2,true,200\nresnet,identity,edge,9,3,false,200\n");
        var measured = ResultImport.Import(_folder["a.csv"], _folder["out"]);
        var summary = Assert.Single(measured.Summaries);
        Assert.Equal(("resnet", "edge", 2, 0.6, 200.0, "imported"), (summary.Subject, summary.Deployment, summary.Kept, summary.MedianSeconds, summary.MobileEdgeMbps, summary.Certificate));
        Assert.Equal(3, measured.Count);
        Assert.Equal([0.5, 0.7], measured.Latencies()["resnet", "identity", "edge"].Seconds.AsList());
    }

    // Lines as loadgen writes them (loadgen/logging.h, TraceSample, and loadgen.cc: complete_ns counts from the scheduled time). Those of its
    // details are no JSON, by their quotes.
    [Fact]
    public void ALoadgenTrace_GivesLatenciesFromTheScheduledMoment_AlsoWithoutItsEnd()
    {
        File.WriteAllText(_folder["mlperf_log_trace.json"], """
            { "traceEvents": [
            {"name":"LogDetail","ph":"X","pid":1,"tid":2,"ts":9166.958,"dur":9.000,"args":{"key":""loadgen_version""}},
            { "name": "QuerySamplesComplete", "ph": "X", "pid": 1, "tid": 2, "ts": 10, "dur": 3, "args": {  }},
            {"name": "Sample", "cat": "default", "ph": "b", "id": 0, "pid": 1, "tid": 2, "ts": 100, "args": { "sample_seq" : 0, "query_seq" : 0, "sample_idx" : 7, "issue_start_ns" : 1000, "complete_ns" : 25000000 }},
            { "name": "Sample", "cat": "default", "ph": "e", "id": 0, "pid": 1, "tid": 2, "ts": 25100 },
            {"name": "Sample", "cat": "default", "ph": "b", "id": 1, "pid": 1, "tid": 2, "ts": 200, "args": { "sample_seq" : 1, "query_seq" : 1, "sample_idx" : 7, "issue_start_ns" : 900, "complete_ns" : 35000000 }},

            """);
        var measured = ResultImport.Import(_folder["mlperf_log_trace.json"], _folder["out"], new() { Format = "loadgen", Subject = "resnet50", Deployment = "server" });
        Assert.Equal([0.025, 0.035], measured.Latencies()["resnet50", "identity", "server"].Seconds.AsList());
        // The same sample twice is two runs of one input.
        Assert.Equal([1, 2], measured.Rows.Select(row => row.Key.Run));
        Assert.All(measured.Rows, row => Assert.Equal("sample-7", row.Key.InputId));
    }

    // As perf_analyzer's --profile-export-file has it: nanoseconds, several responses for a streamed answer; a request without one failed.
    [Fact]
    public void APerfAnalyzerExport_GivesTheLastResponse()
    {
        File.WriteAllText(_folder["profile.json"], """
            {"experiments": [{"experiment": {"mode": "concurrency", "value": 1}, "requests": [
              {"timestamp": 1000000, "response_timestamps": [3000000, 5000000]}, {"timestamp": 2000000, "response_timestamps": []}, {"timestamp": 4000000, "response_timestamps": [10000000]}],
              "window_boundaries": [1, 2]}], "version": "2.0"}
            """);
        var measured = ResultImport.Import(_folder["profile.json"], _folder["out"], new() { Format = "perf_analyzer", Subject = "densenet", Deployment = "edge" });
        Assert.Equal([0.004, 0.006], measured.Latencies()["densenet", "identity", "edge"].Seconds.AsList());
    }

    [Fact]
    public void WhatCannotBeRead_IsSaid()
    {
        File.WriteAllText(_folder["a.csv"], "latency_s\n0.5\n");
        Assert.Contains("--subject", Assert.Throws<InvalidPlanException>(() => ResultImport.Import(_folder["a.csv"], _folder["out"])).Message, StringComparison.Ordinal);
        Assert.Contains("closest: 'loadgen'", Assert.Throws<InvalidPlanException>(() => ResultImport.Import(_folder["a.csv"], _folder["out"], new() { Format = "loadgn" })).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["b.csv"], "subject,deployment,latency_s\nresnet,edge,-1\n");
        Assert.Contains("latency_s is -1", Assert.Throws<InvalidTableException>(() => ResultImport.Import(_folder["b.csv"], _folder["out"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["c.json"], "{}");
        Assert.Contains("mlperf_log_trace.json", Assert.Throws<InvalidTableException>(() => ResultImport.Import(_folder["c.json"], _folder["out"], new() { Format = "loadgen" })).Message, StringComparison.Ordinal);
        Assert.Contains("--profile-export-file", Assert.Throws<InvalidTableException>(() => ResultImport.Import(_folder["c.json"], _folder["out"], new() { Format = "perf_analyzer" })).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
