namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Evaluates an axis such as <c>(d2-1)/2+1</c> for given lengths, rounding quotients toward zero.</summary>
internal ref struct LengthExpression(ReadOnlySpan<char> text, long[] lengths)
{
    private ReadOnlySpan<char> rest = text;

    public static long Evaluate(string text, long[] lengths)
    {
        var expression = new LengthExpression(text, lengths);
        var value = expression.Sum();
        return expression.rest.IsEmpty ? value : throw new FormatException($"'{text}' is no expression");
    }

    private long Sum()
    {
        var value = Product();
        while (Takes('+', '-') is { } sign) value = sign == '+' ? value + Product() : value - Product();
        return value;
    }

    private long Product()
    {
        var value = Operand();
        while (Takes('*', '/') is { } sign) value = sign == '*' ? value * Operand() : value / Operand();
        return value;
    }

    private long Operand()
    {
        if (Takes('(', '(') is not null)
        {
            var value = Sum();
            return Takes(')', ')') is null ? throw new FormatException("a bracket is open") : value;
        }

        var axis = Takes('d', 'd') is not null;
        var digits = 0;
        while (digits < rest.Length && char.IsDigit(rest[digits])) digits++;
        var number = long.Parse(rest[..digits]);
        rest = rest[digits..];
        return axis ? lengths[number] : number;
    }

    private char? Takes(char one, char other)
    {
        if (rest.IsEmpty || (rest[0] != one && rest[0] != other)) return null;
        var taken = rest[0];
        rest = rest[1..];
        return taken;
    }
}
