using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>The size of a model or of one of its parts.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Operator">What was done to it.</param>
/// <param name="Part">Which part, <c>whole</c> for all of it.</param>
/// <param name="Parameters">Weights and biases, batch norm folded; null where only the file's size is known.</param>
/// <param name="Float32Bytes">Bytes of the weights as float32.</param>
/// <param name="Int8Bytes">Bytes of the weights as int8.</param>
/// <param name="Basis">How the numbers were obtained.</param>
public sealed record ModelSize(string Subject, string Operator, string Part, int? Parameters, double Float32Bytes, double Int8Bytes, string Basis)
{
    private const double Megabyte = 1e6;

    /// <summary>One row per part: subject, operator, part, parameters, float32_bytes, int8_bytes, basis.</summary>
    public static DataFrame ToDataFrame(IReadOnlyList<ModelSize> sizes) => Frame.Of(sizes, new("subject", row => row.Subject),
        new("operator", row => row.Operator), new("part", row => row.Part), new("parameters", row => row.Parameters),
        new("float32_bytes", row => row.Float32Bytes), new("int8_bytes", row => row.Int8Bytes), new("basis", row => row.Basis));

    internal static IReadOnlyList<ModelSize> ReadCsv(string path)
    {
        var table = CsvTable.Read(path);
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new ModelSize(Text(row, "subject"), Text(row, "operator"), Text(row, "part"),
                (int?)table.OptionalNumber(row, table.Column("parameters")), Megabyte * table.Number(row, table.Column("float32_megabyte")),
                Megabyte * table.Number(row, table.Column("int8_weights_megabyte")), Text(row, "basis"))),
        ];

        string Text(int row, string column) => table.Text(row, table.Column(column));
    }
}
