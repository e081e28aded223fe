/// Who decides for the province: opens campaigns, takes institutions out, gives codes, sets fee, regime and standards.
///
/// The planner runs the campaign day by day but is the agency's: what he is paid, and by which rules, is not his to set.
public protocol ProvinceKeeper: CampaignKeeper {}
extension Officer: ProvinceKeeper {}
extension MachineOperator: ProvinceKeeper {}
