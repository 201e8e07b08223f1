"""The finance office's page: why a change of money is no budget adjustment."""

from piaojue.commons.web.act_pages import ActForm
from piaojue.stages.deliver import actions, forms, queries
from piaojue.stages.deliver.models import Change
from piaojue.stages.deliver.moves import MOVES

note_budget = ActForm(
    path="changes/<int:pk>/budget/",
    line=MOVES["note_budget"],
    find=lambda request, pk: queries.change_for(request.seat, pk),
    of=Change,
    action=actions.note_budget,
    thing="change",
    form=forms.BudgetForm,
    heading=lambda change: f"认定不属于预算调整：{change.project.title}",
    lead="属于预算调整的，由人大常委会（乡镇由人民代表大会）批准后才能执行。",
    submit="提交",
    done="已记下财政部门的认定",
    goes_to=Change.get_absolute_url,
)
