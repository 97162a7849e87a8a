using System.Collections.Frozen;

namespace MapDashboard.Domain;

/// <summary>
/// The one converter between our enums and their words: the camelCase word is the same in JSON, SQL and JavaScript.
/// Integers are never accepted, so that a number on the wire cannot become a status by accident.
/// </summary>
public static class Words<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> ByWord =
        Enum.GetValues<TEnum>().ToFrozenDictionary(Word, value => value, StringComparer.Ordinal);

    private static readonly FrozenDictionary<TEnum, string> ByValue =
        ByWord.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(Word)];

    public static string Of(TEnum value) => ByValue[value];

    public static bool TryParse(string? word, out TEnum value)
    {
        value = default;
        return word is not null && ByWord.TryGetValue(word, out value);
    }

    /// <exception cref="FormatException">The word is none of <see cref="All"/>.</exception>
    public static TEnum Parse(string word) =>
        TryParse(word, out var value) ? value : throw new FormatException($"'{word}' is not a {typeof(TEnum).Name}");

    private static string Word(TEnum value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
