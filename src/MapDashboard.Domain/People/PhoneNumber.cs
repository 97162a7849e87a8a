using System.Text.RegularExpressions;

namespace MapDashboard.Domain.People;

/// <summary>Phones as people write them; nothing is normalised, so that what is shown is what was given.</summary>
public static partial class PhoneNumber
{
    /// <summary>3 to 20 digits, spaces and hyphens, a + before them if wanted; it begins and ends with a digit.</summary>
    public static bool IsOne(string text) => Pattern().IsMatch(text);

    /// <summary>Three digits, stars, four digits: enough to recognise a number that one knows, too little to call it.</summary>
    public static string? Masked(string? phone) => phone switch
    {
        null or "" => null,
        { Length: >= 9 } => string.Concat(phone.AsSpan(0, 3), new string('*', phone.Length - 7), phone.AsSpan(phone.Length - 4)),
        _ => new string('*', phone.Length),
    };

    [GeneratedRegex(@"^\+?[0-9][0-9 -]{1,18}[0-9]$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
