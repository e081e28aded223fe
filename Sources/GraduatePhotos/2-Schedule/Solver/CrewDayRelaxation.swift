/// The relaxation behind `CrewDayBound`, and why what it finds is a lower bound.
///
/// **What is relaxed.** Classes become minutes that can be divided at will; windows, wishes, contiguity, points, nights and days off are
/// dropped; every crew has the longest half-day L, the most half-days K and the longest breaks B of any crew. What is left holds in every
/// plan that leaves nobody out, so that its minimum is a lower bound.
///
/// **Weight.** Changing venues within a half-day takes at least c = shortest travel between two venues + 2 set-ups. Choose any p from L − c
/// to L. Work of x minutes at a venue weighs h(x) = ⌊x / L⌋ + min(1, (x − L⌊x / L⌋) / p). A half-day at one venue weighs at most 1, since its
/// x ≤ L; one at several venues shoots at most L − c ≤ p minutes, so at most p / p = 1 as well. And h is subadditive (it is min(x / p, 1)
/// repeated with period L, and L ≥ p), so that a venue's pieces weigh together at least h of its whole work: all half-days together weigh at
/// least Σ h, a crew-day at most K. With p = L the weight is plain time; with p = L − c it knows that leftovers hardly share half-days.
///
/// **Districts.** Two venues are of one district when a crew can change between them in the break for nothing: travel + 2 set-ups ≤ B (and
/// everything linked by such pairs). Alone, district d takes A(d) = ⌈W(d) / K⌉ crew-days, W being the sum of its weights. A change between
/// districts a and b loses at least λ(a, b) = least travel + 2 set-ups − B > 0 working minutes. A crew-day with such changes shoots at most
/// K·L − Σλ minutes, which weigh at most (K·L − Σλ) / p = K − (Σλ − τ) / p with τ = K(L − p), and never more than K; since (a + b − τ)⁺ is
/// at least (a − τ)⁺ + (b − τ)⁺, that is at most K − Σℓ, where ℓ = (λ − τ)⁺ / p.
///
/// **Savings.** Mixed crew-days save something only by taking over last days: to save R ≥ 1 of d's days they have to take at least
/// ρ(d) + K(R − 1) of its weight, where ρ = W − K(A − 1). Let m mixed days that hang together through districts save days of the g districts G
/// (one in which nothing is saved can be left out of them). Their changes connect G, so that their ℓ add up to at least a minimum spanning
/// tree: Σρ + K Σ(R − 1) + tree(G) ≤ K m. They save ΣR − m = g + Σ(R − 1) − m ≤ g − ⌈(Σρ + tree(G)) / K⌉ =: s(G). Hence
///
///     crew-days ≥ Σ A(d) − max over disjoint groups of Σ s(G)
///
/// for every p, and the best of several p is taken.
struct CrewDayRelaxation {
  let crewDays: Int
  /// A half-day's weight in whole numbers.
  static let unit = 1_000_000

  init(_ model: TourModel) {
    let crews = model.problem.crews
    let half = crews.flatMap(\.sessions).map(\.minutes).max() ?? 0
    let halves = crews.map(\.sessions.count).max() ?? 0
    let pause = crews.map { ($0.sessions.last?.end ?? 0) - ($0.sessions.first?.start ?? 0) - $0.minutesPerDay }.max() ?? 0
    guard half > 0, halves > 0 else {
      crewDays = 0
      return
    }
    let districts = TourDistricts(model, pause: max(0, pause))
    let shortest = max(0, half - districts.shortestChange)
    let steps = 8
    crewDays =
      (0...steps).map { step in
        let p = max(1, shortest + (half - shortest) * step / steps)
        return Self.bound(districts, half: half, halves: halves, p: p)
      }.max() ?? 0
  }

  /// The bound for one p, in minutes.
  private static func bound(_ districts: TourDistricts, half: Int, halves: Int, p: Int) -> Int {
    let day = halves * unit
    let spare = halves * (half - p)
    let weights = districts.work.map { venues in venues.reduce(0) { $0 + weight($1, half: half, p: p) } }
    let alone = weights.map { ($0 + day - 1) / day }
    func loss(_ one: Int, _ other: Int) -> Int { max(0, districts.loss(one, other) - spare) * unit / p }
    let saved = districts.mixable(below: { loss($0, $1) < day }).reduce(0) { sum, group in
      let savings = MixedDays(rest: group.map { weights[$0] - day * (alone[$0] - 1) }, day: day) { loss(group[$0], group[$1]) }
      return sum + savings.saved
    }
    return alone.reduce(0, +) - saved
  }

  /// The weight h of a venue's work (heads × 60 and pace), rounded down so that the bound stays one.
  private static func weight(_ work: TourDistricts.Work, half: Int, p: Int) -> Int {
    let whole = work.headMinutes / (half * work.pace)
    let rest = work.headMinutes - whole * half * work.pace
    return whole * unit + min(unit, rest * unit / (p * work.pace))
  }
}
