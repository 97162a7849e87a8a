namespace MapDashboard.Domain.Issues;

public enum RatedBy
{
    Reporter,

    /// <summary>回访: the desk called the reporter.</summary>
    Desk,
}

/// <summary>The reporter's judgement.</summary>
public sealed record Rating(bool Solved, bool Satisfied, RatedBy By)
{
    /// <summary>Anything less than solved and satisfied reopens the issue.</summary>
    public bool IsGood => Solved && Satisfied;
}
