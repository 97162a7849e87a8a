using System.Text.RegularExpressions;

namespace MapDashboard.Web.Activities;

/// <summary>Codes that clerks make up.</summary>
internal static partial class CodeText
{
    public static bool IsCode(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
