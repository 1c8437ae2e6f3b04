namespace EdgeNotebooks.Subjects;

/// <summary>What a subject answers.</summary>
public enum SubjectKind
{
    /// <summary>One class per picture; measured by top-1 and top-5 accuracy.</summary>
    Classification,

    /// <summary>One class per pixel; measured by mean intersection over union.</summary>
    Segmentation,
}
