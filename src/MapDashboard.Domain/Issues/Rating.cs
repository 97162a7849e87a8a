namespace MapDashboard.Domain.Issues;

public enum RatedBy
{
    Reporter,

    /// <summary>回访: the desk called the reporter.</summary>
    Desk,

    /// <summary>自评: the reporter handled it itself, or helped. Such a judgement closes the issue and counts in no rate.</summary>
    Self,
}

/// <summary>The reporter's judgement.</summary>
public sealed record Rating(bool Solved, bool Satisfied, RatedBy By)
{
    /// <summary>Anything less than solved and satisfied reopens the issue.</summary>
    public bool IsGood => Solved && Satisfied;
}
