using System.Text;
using System.Text.Json;
using EdgeNotebooks.Subjects.Cards;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Learning;

/// <summary>The state after whole epochs, in one file, so that an interruption loses at most an epoch.</summary>
internal sealed class Checkpoint(string file, TrainingSettings settings)
{
    /// <summary>Epochs done and seconds spent so far.</summary>
    public readonly record struct Position(int Epochs, double Seconds);

    /// <summary>Replaces the file by the present state, whole or not at all.</summary>
    public void Save(Module<Tensor, Tensor> network, OptimizerHelper optimizer, Position position)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var beside = file + ".new";
        using (var writer = new BinaryWriter(File.Create(beside), Encoding.UTF8))
        {
            writer.Write(Fingerprint());
            writer.Write(position.Epochs);
            writer.Write(position.Seconds);
            network.save(writer);
            optimizer.save_state_dict(writer);
        }

        File.Move(beside, file, overwrite: true);
    }

    /// <summary>Brings network and optimizer to the saved state; position 0 when there is none of these settings.</summary>
    public Position Restore(Module<Tensor, Tensor> network, OptimizerHelper optimizer)
    {
        if (!File.Exists(file)) return default;
        using var reader = new BinaryReader(File.OpenRead(file), Encoding.UTF8);
        if (reader.ReadString() != Fingerprint()) return default;
        var position = new Position(reader.ReadInt32(), reader.ReadDouble());
        network.load(reader);
        optimizer.load_state_dict(reader);
        return position;
    }

    private string Fingerprint() => JsonSerializer.Serialize(settings);
}
