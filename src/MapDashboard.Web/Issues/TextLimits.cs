namespace MapDashboard.Web.Issues;

/// <summary>How long texts may be, in UTF-16 units.</summary>
public static class TextLimits
{
    public const int Code = 64;
    public const int Line = 200;
    public const int Prose = 2000;

    /// <summary>A sentence about the first text that is too long; null when none is.</summary>
    public static string? Exceeded(params (string Name, string? Text, int Most)[] texts)
    {
        foreach (var (name, text, most) in texts)
        {
            if (text?.Length > most) return $"{char.ToLowerInvariant(name[0])}{name[1..]} has at most {most} characters.";
        }

        return null;
    }
}
