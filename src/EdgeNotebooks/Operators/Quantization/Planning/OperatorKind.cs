namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>What quantization does with an operator.</summary>
internal enum OperatorKind
{
    /// <summary>Stays float: there is no integer kernel that pays.</summary>
    Float,

    /// <summary>A product with constant weights: it becomes int8 wherever it stands.</summary>
    Product,

    /// <summary>Arithmetic on several activations, with a scale of its own; int8 where all of them are.</summary>
    Sum,

    /// <summary>Arithmetic on one activation, with a scale of its own; int8 where that one is.</summary>
    Pool,

    /// <summary>Moves or selects values, so that the scale stays; int8 where its input is.</summary>
    Through,

    /// <summary>Limits values; vanishes into the range of the integer node before it.</summary>
    Limit,
}
