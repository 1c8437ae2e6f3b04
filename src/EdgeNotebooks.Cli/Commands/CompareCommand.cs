using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb compare</c>: how far one tensor file is from another.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var reference = new Argument<string>("reference") { Description = "An ONNX TensorProto file (.pb)." };
        var other = new Argument<string>("other") { Description = "Another of the same shape." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("compare", "How far one tensor file is from another; classes lie along axis 1.") { reference, other, json };
        command.SetAction(parsed =>
        {
            var (a, b) = (TensorFile.Read(parsed.GetValue(reference)!).Tensor, TensorFile.Read(parsed.GetValue(other)!).Tensor);
            if (!a.Shape.SequenceEqual(b.Shape)) throw new ArgumentException($"'{parsed.GetValue(reference)}' is {a} and '{parsed.GetValue(other)}' is {b}; compare tensors of one shape");
            var difference = Difference.Of(a.ToDoubles(), b.ToDoubles(), a.Shape.AsSpan());
            // Equal tensors have no error, so their ratio is infinite; JSON has no number for that.
            Console.WriteLine(parsed.GetValue(json)
                ? JsonText.Of(new JsonObject
                {
                    ["maxAbs"] = JsonText.Number(difference.MaxAbs),
                    ["meanAbs"] = JsonText.Number(difference.MeanAbs),
                    ["sqnrDb"] = JsonText.Number(difference.SqnrDb),
                    ["argmaxAgreementPct"] = difference.ArgmaxAgreementPct,
                })
                : FormattableString.Invariant(
                    $"maxAbs              {difference.MaxAbs:G9}\nmeanAbs             {difference.MeanAbs:G9}\nsqnrDb              {difference.SqnrDb:0.00}\nargmaxAgreementPct  {difference.ArgmaxAgreementPct:0.00}"));
        });
        return command;
    }
}
