using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MapDashboard.Domain.Areas;

/// <summary>
/// An address as people write it (丽景国际5栋2单元, ５号楼, 文昌里三栋) taken apart: estate, building, unit. Names of areas are taken
/// apart the same way, so that the two meet.
/// </summary>
/// <param name="Estate">What stands before the building's number, without spaces and in lower case; empty where nothing does.</param>
/// <param name="Building">Number or letter of the building; null where none is named.</param>
/// <param name="Unit">Number of the unit; null where none is named.</param>
public sealed partial record AddressText(string Estate, string? Building, string? Unit)
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';
    private const string Digits = "零一二三四五六七八九";

    /// <returns>Null for a text without any letter or digit.</returns>
    public static AddressText? Parse(string text)
    {
        var plain = Plain(text);
        if (plain.Length == 0) return null;
        var match = Parts().Match(plain);
        if (match.Success) return new AddressText(match.Groups["estate"].Value, Number(match.Groups["building"].Value), Number(match.Groups["unit"].Value));
        match = Dashed().Match(plain);
        return match.Success
            ? new AddressText(match.Groups["estate"].Value, Number(match.Groups["building"].Value), Number(match.Groups["unit"].Value))
            : new AddressText(plain.Replace("-", "", StringComparison.Ordinal), null, null);
    }

    /// <summary>The number in a unit's own name (2单元, 二单元, 2); null where there is none.</summary>
    public static string? UnitOf(string name) => UnitName().Match(Plain(name)) is { Success: true } match ? Number(match.Groups["unit"].Value) : null;

    /// <summary>Whether an area of this name could be meant: its building is the one named, and its estate ends in or begins with what was said.</summary>
    public bool CouldName(AddressText building) =>
        Building is not null && Building == building.Building && (Estate.Length == 0 || SameEstate(building.Estate));

    private bool SameEstate(string estate) =>
        estate.Length > 0 && (Estate.EndsWith(estate, StringComparison.Ordinal) || estate.StartsWith(Estate, StringComparison.Ordinal) || estate.EndsWith(Estate, StringComparison.Ordinal));

    /// <summary>Full-width forms made plain, spaces and punctuation dropped, letters lowered.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var written in text)
        {
            // By hand: a server without ICU normalises nothing.
            var letter = written is >= FirstFullWidth and <= LastFullWidth ? (char)(written - FirstFullWidth + '!') : written;
            if (char.IsLetterOrDigit(letter)) plain.Append(char.ToLowerInvariant(letter));
            else if (letter is '-' or '—' or '–' or '_' or '/') plain.Append('-');
        }

        return plain.ToString().Trim('-');
    }

    /// <summary>Digits without leading noughts; 三 and 二十三 as digits; a letter stays. Null for an empty text.</summary>
    private static string? Number(string text)
    {
        if (text.Length == 0) return null;
        if (text.All(char.IsAsciiDigit)) return text.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        if (!text.All(letter => Digits.Contains(letter, StringComparison.Ordinal) || letter is '十' or '百' or '两')) return text;
        var (sum, digit) = (0, 0);
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '十': sum += (digit == 0 ? 1 : digit) * 10; digit = 0; break;
                case '百': sum += (digit == 0 ? 1 : digit) * 100; digit = 0; break;
                case '两': digit = 2; break;
                default: digit = (text.Contains('十', StringComparison.Ordinal) || text.Contains('百', StringComparison.Ordinal) ? 0 : digit * 10) + Digits.IndexOf(letter, StringComparison.Ordinal); break;
            }
        }

        return (sum + digit).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^(?<estate>.*?)-?第?(?<building>[0-9]{1,4}|[a-z][0-9]{0,3}|[零一二三四五六七八九十百两]{1,5})(号楼|栋|幢|座|号)-?(第?(?<unit>[0-9]{1,3}|[a-z]|[零一二三四五六七八九十两]{1,3})(单元|门))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parts();

    [GeneratedRegex("^第?(?<unit>[0-9]{1,3}|[a-z]|[零一二三四五六七八九十两]{1,3})(单元|门)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnitName();

    [GeneratedRegex("^(?<estate>[^0-9-]*)-?(?<building>[0-9]{1,4})(-(?<unit>[0-9]{1,2}))?(-[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dashed();
}
