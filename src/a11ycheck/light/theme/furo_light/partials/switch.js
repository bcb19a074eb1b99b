(function(d,b){function s(v){d.dataset.theme=document.body.dataset.theme=v;b.textContent=b.dataset[v];try{localStorage.theme=v}catch(e){}}
b.hidden=false;b.onclick=function(){var o=["auto","light","dark"];s(o[(o.indexOf(d.dataset.theme)+1)%3])};s(d.dataset.theme||"auto")})(document.documentElement,document.getElementById("_s"))
