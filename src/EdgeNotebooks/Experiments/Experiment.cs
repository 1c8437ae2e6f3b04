using EdgeNotebooks.Display;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Experiments;

/// <summary>Runs plans. What is finished is kept whatever happens, and never measured again.</summary>
public static class Experiment
{
    /// <summary>Runs a plan, or goes on with it, and returns all of its measurements that the folder holds.</summary>
    /// <param name="plan">What to measure.</param>
    /// <param name="folder">Made if it is not there; holds <c>journal.jsonl</c>, <c>measurements.csv</c> and <c>provenance.json</c>.</param>
    /// <param name="options">Sharing, shard, rehearsal.</param>
    /// <param name="cancel">Stops within two seconds, as <see cref="RunningWork.StopAsync"/> does; nothing that is finished is lost.</param>
    /// <exception cref="InvalidPlanException">The plan cannot be run, a tier has too little memory, the folder belongs to another plan, or a model has changed.</exception>
    /// <exception cref="Tiers.TierLimitException">The plan's tiers ask for more than this machine has.</exception>
    /// <exception cref="JournalException">Another runner is in the folder, its journal is damaged, or the disk refuses.</exception>
    public static async Task<Measurements> RunAsync(Plan plan, string folder, ExperimentOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new();
        PlanChecks.Check(plan);
        if (!options.Rehearsal) TierNeeds.Check(plan);
        return await RunningWork.RunAsync(async stop =>
        {
            await using IMeasurer measurer = options.Rehearsal ? new RehearsalMeasurer(plan) : new LabMeasurer(plan, folder);
            return await RunAsync(plan, folder, options, measurer, stop).ConfigureAwait(false);
        }, cancel).ConfigureAwait(false);
    }

    /// <summary>The measurements that a folder holds, of all plans that were run into it.</summary>
    /// <exception cref="JournalException">There is no journal, or it is damaged.</exception>
    public static Measurements Open(string folder) => new(folder, Journal.Read(folder), plan: null);

    /// <summary>Writes a folder's rows as a table, also while it is being measured: Parquet for a name that ends in <c>.parquet</c>, else CSV.</summary>
    /// <param name="folder">A folder of measurements.</param>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <exception cref="JournalException">There is no journal, or it is damaged.</exception>
    public static Measurements WriteTable(string folder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var measured = Open(folder);
        if (Path.GetExtension(path) == ".parquet") measured.ToParquet(path);
        else
        {
            File.WriteAllBytes(path + ".new", MeasurementFile.Content(measured.Rows));
            File.Move(path + ".new", path, overwrite: true);
        }

        return measured;
    }

    internal static async Task<Measurements> RunAsync(Plan plan, string folder, ExperimentOptions options, IMeasurer measurer, CancellationToken cancel)
    {
        PlanChecks.Check(plan);
        var shard = Shard.Parse(options.Shard);
        using var recorder = Recorder.Open(folder, plan, shard, options.Rehearsal, options.SharedFolder);
        try
        {
            await new Runner(plan, shard, recorder, measurer).RunAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            ProvenanceFile.Write(folder, recorder.Entries);
        }

        return new(folder, recorder.Entries, plan);
    }
}
