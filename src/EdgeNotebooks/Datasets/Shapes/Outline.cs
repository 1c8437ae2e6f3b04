namespace EdgeNotebooks.Datasets.Shapes;

/// <summary>The outlines of the data set, in the order of their class numbers.</summary>
internal enum Outline
{
    Circle,
    Square,
    Triangle,
    Star,
    Cross,
}
