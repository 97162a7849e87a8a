namespace MapDashboard.Domain;

/// <summary>Why a command was not done. <paramref name="Code"/> is stable and listed in <see cref="RefusalCodes"/>; <paramref name="Data"/> joins the answer's members.</summary>
public sealed record Refusal(string Code, string Detail, IReadOnlyDictionary<string, object?>? Data = null);

/// <summary>What a rule answers: the value, or the refusal. A refusal is an ordinary answer, never an exception.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>Null when the command was done.</summary>
    public Refusal? Refusal { get; }

    public bool IsRefused => Refusal is not null;

    /// <exception cref="InvalidOperationException">The outcome is a refusal: asking for its value is a bug.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException("Refused: " + Refusal.Code);

    internal static Outcome<T> Done(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

public static class Outcome
{
    /// <summary>For values of an interface type, which no implicit conversion takes.</summary>
    public static Outcome<T> Of<T>(T value) => Outcome<T>.Done(value);
}
